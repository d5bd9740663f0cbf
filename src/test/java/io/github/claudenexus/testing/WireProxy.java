package io.github.claudenexus.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Stands between clients and a server, and shows a tap each message of PostgreSQL's protocol before it is handed on. */
public final class WireProxy implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final URI target;
    private final IntFunction<Tap> taps;
    private final ServerSocket socket;

    /** What becomes of a connection after a message has been handed on. */
    public enum Fate {
        /** Nothing. */
        PASS,
        /** It is cut: the server gets what was sent to it, then an end; the client gets nothing any more. */
        CUT,
        /** It stays, but the client gets no answer any more. */
        SILENCE
    }

    /** Sees the messages of one connection. */
    public interface Tap {

        /** One that lets everything pass. */
        Tap NONE = new Tap() {};

        /** Before the first message: whether the connection is cut at once. */
        default Fate connected() {
            return Fate.PASS;
        }

        /**
         * Something that the client sends.
         *
         * @param type the message's type; 0 until the client has logged in
         * @param body the message without its type and length
         */
        default Fate fromClient(int type, byte[] body) {
            return Fate.PASS;
        }

        /** Something that the server sends. */
        default Fate fromServer(int type, byte[] body) {
            return Fate.PASS;
        }

        /** After a fate other than {@link Fate#PASS} has come true. */
        default void done() {}
    }

    private WireProxy(URI target, IntFunction<Tap> taps, ServerSocket socket) {
        this.target = target;
        this.taps = taps;
        this.socket = socket;
    }

    /**
     * In front of the database of this URL.
     *
     * @param taps the tap of each connection, by its number; the first one has 0
     */
    public static WireProxy before(String url, IntFunction<Tap> taps) throws IOException {
        WireProxy proxy =
                new WireProxy(URI.create(url), taps, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(proxy::accept);
        return proxy;
    }

    /** The database's URL through the proxy. */
    public String url() {
        return "postgresql://" + target.getUserInfo() + "@127.0.0.1:" + socket.getLocalPort() + target.getPath();
    }

    private void accept() throws IOException {
        for (int number = 0; !socket.isClosed(); number++) {
            Link link = new Link(socket.accept(), new Socket(target.getHost(), target.getPort()), taps.apply(number));
            link.begin();
        }
    }

    /** The two connections that belong together. */
    private static final class Link implements Closeable {

        private final Socket client;
        private final Socket server;
        private final Tap tap;
        private final AtomicInteger loneBytes = new AtomicInteger();
        private volatile boolean isCut;
        private volatile boolean isSilent;

        Link(Socket client, Socket server, Tap tap) {
            this.client = client;
            this.server = server;
            this.tap = tap;
        }

        void begin() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            carryOut(tap.connected());
            if (!isCut) {
                daemon(this::fromClient);
                daemon(this::fromServer);
            }
        }

        private void fromClient() throws IOException {
            try {
                DataInputStream from = in(client);
                DataOutputStream to = out(server);
                boolean isTyped = false;
                while (!isCut) {
                    int type = isTyped ? from.readUnsignedByte() : 0;
                    byte[] body = from.readNBytes(from.readInt() - 4);
                    Fate fate = tap.fromClient(type, body);
                    // Before it is sent: its answer may be here at once.
                    isSilent |= fate == Fate.SILENCE;
                    if (isTyped) {
                        to.writeByte(type);
                    } else {
                        int code = ByteBuffer.wrap(body).getInt();
                        isTyped = code != SSL_REQUEST && code != GSS_REQUEST;
                        loneBytes.addAndGet(isTyped ? 0 : 1);
                    }
                    send(to, body);
                    if (fate != Fate.PASS || from.available() == 0) {
                        to.flush();
                    }
                    carryOut(fate);
                }
            } finally {
                if (!isCut) {
                    close();
                }
            }
        }

        private void fromServer() throws IOException {
            try (this) {
                DataInputStream from = in(server);
                DataOutputStream to = out(client);
                while (true) {
                    int type = from.readUnsignedByte();
                    // The answer to a request for encryption.
                    boolean isLone = loneBytes.get() > 0 && loneBytes.getAndDecrement() > 0;
                    byte[] body = isLone ? new byte[0] : from.readNBytes(from.readInt() - 4);
                    if (isCut || isSilent) {
                        // Read all the same: a server that cannot send would wait.
                        continue;
                    }
                    Fate fate = tap.fromServer(type, body);
                    to.writeByte(type);
                    if (!isLone) {
                        send(to, body);
                    }
                    if (fate != Fate.PASS || from.available() == 0) {
                        to.flush();
                    }
                    isSilent |= fate == Fate.SILENCE;
                    carryOut(fate);
                }
            }
        }

        private void carryOut(Fate fate) throws IOException {
            if (fate == Fate.CUT) {
                isCut = true;
                server.shutdownOutput();
                client.close();
            }
            if (fate != Fate.PASS) {
                tap.done();
            }
        }

        private static void send(DataOutputStream to, byte[] body) throws IOException {
            to.writeInt(body.length + 4);
            to.write(body);
        }

        private static DataInputStream in(Socket socket) throws IOException {
            return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        private static DataOutputStream out(Socket socket) throws IOException {
            return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
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
