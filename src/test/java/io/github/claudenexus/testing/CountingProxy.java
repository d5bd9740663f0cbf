package io.github.claudenexus.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and the server, and counts the round trips: each ends with the server's ReadyForQuery. */
public final class CountingProxy implements AutoCloseable {

    private static final int READY_FOR_QUERY = 'Z';

    private final URI target;
    private final ServerSocket socket;
    private final AtomicInteger roundTrips = new AtomicInteger();

    private CountingProxy(URI target, ServerSocket socket) {
        this.target = target;
        this.socket = socket;
    }

    /** In front of this database. */
    public static CountingProxy before(TestDatabase database) throws IOException {
        CountingProxy proxy = new CountingProxy(
                URI.create(database.url()), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(proxy::accept);
        return proxy;
    }

    /** The database's URL through the proxy. */
    public String url() {
        return "postgresql://" + target.getUserInfo() + "@127.0.0.1:" + socket.getLocalPort() + target.getPath();
    }

    /** The round trips so far, those of logging in included. */
    public int roundTrips() {
        return roundTrips.get();
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(target.getHost(), target.getPort());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon(() -> {
                try (client;
                        server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            daemon(() -> {
                try (client;
                        server) {
                    count(server.getInputStream(), client.getOutputStream());
                }
            });
        }
    }

    private void count(InputStream from, OutputStream to) throws IOException {
        DataInputStream messages = new DataInputStream(from);
        // The answer to the request for encryption is a lone byte.
        int type = messages.readUnsignedByte();
        if (type == 'N') {
            to.write(type);
            to.flush();
            type = messages.readUnsignedByte();
        }
        while (true) {
            int length = messages.readInt();
            byte[] body = messages.readNBytes(length - 4);
            if (type == READY_FOR_QUERY) {
                roundTrips.incrementAndGet();
            }
            to.write(type);
            to.write(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
            to.write(body);
            if (messages.available() == 0) {
                to.flush();
            }
            type = messages.readUnsignedByte();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // One side has hung up; so does the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
