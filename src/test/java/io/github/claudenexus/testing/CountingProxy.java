package io.github.claudenexus.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and the server, counts the round trips (each ends with the server's ReadyForQuery), and writes
 * down every statement that the client sends.
 */
public final class CountingProxy implements AutoCloseable {

    private static final int READY_FOR_QUERY = 'Z';
    private static final int SSL_REQUEST = 80877103;

    private final URI target;
    private final ServerSocket socket;
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final List<String> statements = new CopyOnWriteArrayList<>();

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

    /** Every statement that the client has sent so far, those of the driver included. */
    public List<String> statements() {
        return List.copyOf(statements);
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
                    listen(client.getInputStream(), server.getOutputStream());
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

    private void listen(InputStream from, OutputStream to) throws IOException {
        DataInputStream messages = new DataInputStream(from);
        // Until it has logged on, what a client says has no type.
        boolean begun = false;
        while (!begun) {
            byte[] body = messages.readNBytes(messages.readInt() - 4);
            begun = ByteBuffer.wrap(body).getInt() != SSL_REQUEST;
            send(to, body);
            to.flush();
        }
        while (true) {
            int type = messages.readUnsignedByte();
            byte[] body = messages.readNBytes(messages.readInt() - 4);
            String[] texts = new String(body, UTF_8).split("\0", 3);
            if (type == 'Q') {
                statements.add(texts[0]);
            } else if (type == 'P') {
                statements.add(texts[1]);
            }
            to.write(type);
            send(to, body);
            if (messages.available() == 0) {
                to.flush();
            }
        }
    }

    private static void send(OutputStream to, byte[] body) throws IOException {
        to.write(ByteBuffer.allocate(4).putInt(body.length + 4).array());
        to.write(body);
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
            byte[] body = messages.readNBytes(messages.readInt() - 4);
            if (type == READY_FOR_QUERY) {
                roundTrips.incrementAndGet();
            }
            to.write(type);
            send(to, body);
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
