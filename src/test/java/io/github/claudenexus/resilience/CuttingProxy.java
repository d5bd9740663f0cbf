package io.github.claudenexus.resilience;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a run and the server, counts the protocol's messages of the run's first connection, and breaks that
 * connection at one of them. Later connections pass untouched: that of the watch, and the one that looks up the truth.
 */
final class CuttingProxy implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final URI target;
    private final Point point;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger clientMessages = new AtomicInteger();
    private final AtomicInteger serverMessages = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger loneBytes = new AtomicInteger();
    private final List<Integer> commits = new CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean withheld;

    /** Who sends the message that counts. */
    enum Side {
        /** The run: what it sent up to there arrives, and it never hears of it. */
        CLIENT,
        /** The server: the run hears so much, and no more. */
        SERVER,
        /** The run, only what executes something counted; the connection stays, but no answer comes any more. */
        STATEMENT
    }

    /**
     * Where it breaks.
     *
     * @param side whose messages are counted
     * @param after how many of them pass
     */
    record Point(Side side, int after) {

        static final Point NEVER = new Point(Side.CLIENT, Integer.MAX_VALUE);

        @Override
        public String toString() {
            return side + " " + after;
        }
    }

    CuttingProxy(String url, Point point) throws IOException {
        this.target = URI.create(url);
        this.point = point;
        Pump.start(this::accept);
    }

    /** The database's URL through the proxy. */
    String url() {
        return "postgresql://" + target.getUserInfo() + "@127.0.0.1:" + socket.getLocalPort() + target.getPath();
    }

    /** How many messages of a side have passed. */
    int passed(Side side) {
        return switch (side) {
            case CLIENT -> clientMessages.get();
            case SERVER -> serverMessages.get();
            case STATEMENT -> statements.get();
        };
    }

    /** After which of the client's messages a transaction ends that the client does not know to have ended. */
    List<Integer> commits() {
        return commits;
    }

    /** Counted down when the point is reached. */
    CountDownLatch reached() {
        return reached;
    }

    private void accept() throws IOException {
        boolean first = true;
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(target.getHost(), target.getPort());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Pair pair = new Pair(client, server);
            if (!first) {
                Pump.start(() -> pair.copy(client, server));
                Pump.start(() -> pair.copy(server, client));
            } else if (point.equals(new Point(Side.CLIENT, 0))) {
                pair.cut();
            } else {
                Pump.start(() -> fromClient(pair));
                Pump.start(() -> fromServer(pair));
            }
            first = false;
        }
    }

    private void fromClient(Pair pair) throws IOException {
        try {
            DataInputStream from = in(pair.client);
            DataOutputStream to = out(pair.server);
            boolean untyped = true;
            boolean commits = false;
            while (true) {
                int type = untyped ? 0 : from.readUnsignedByte();
                int length = from.readInt();
                byte[] body = from.readNBytes(length - 4);
                if (untyped) {
                    int code = ByteBuffer.wrap(body).getInt();
                    untyped = code == SSL_REQUEST || code == GSS_REQUEST;
                    loneBytes.addAndGet(untyped ? 1 : 0);
                } else {
                    to.write(type);
                }
                boolean executes = type == 'E' || type == 'Q';
                commits |= type == 'P' && new String(body, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
                // Withheld before it is sent: its answer may be here at once.
                withheld |= executes && isPoint(Side.STATEMENT, statements.incrementAndGet());
                to.writeInt(length);
                to.write(body);
                int passed = clientMessages.incrementAndGet();
                if (executes && commits) {
                    this.commits.add(passed);
                    commits = false;
                }
                boolean cuts = isPoint(Side.CLIENT, passed);
                if (cuts || withheld || from.available() == 0) {
                    to.flush();
                }
                if (withheld && executes) {
                    reached.countDown();
                }
                if (cuts) {
                    reached.countDown();
                    pair.cut();
                    return;
                }
            }
        } finally {
            pair.clientHasEnded();
        }
    }

    private void fromServer(Pair pair) throws IOException {
        try (pair) {
            DataInputStream from = in(pair.server);
            DataOutputStream to = out(pair.client);
            while (true) {
                int type = from.readUnsignedByte();
                boolean lone = loneBytes.get() > 0 && loneBytes.getAndDecrement() > 0;
                int length = lone ? 0 : from.readInt();
                byte[] body = lone ? new byte[0] : from.readNBytes(length - 4);
                if (pair.isCut || withheld) {
                    // Read all the same: a server that cannot send would wait.
                    continue;
                }
                to.write(type);
                if (!lone) {
                    to.writeInt(length);
                    to.write(body);
                }
                boolean cuts = isPoint(Side.SERVER, serverMessages.incrementAndGet());
                if (cuts || from.available() == 0) {
                    to.flush();
                }
                if (cuts) {
                    pair.cut();
                    reached.countDown();
                }
            }
        }
    }

    private boolean isPoint(Side side, int passed) {
        return point.side() == side && point.after() == passed;
    }

    private static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    private static DataOutputStream out(Socket socket) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /** Two sockets that belong together. */
    private static final class Pair implements AutoCloseable {

        private final Socket client;
        private final Socket server;
        private volatile boolean isCut;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** The server gets what was sent to it, then an end; the client gets nothing any more. */
        void cut() throws IOException {
            isCut = true;
            server.shutdownOutput();
            client.close();
        }

        void copy(Socket from, Socket to) throws IOException {
            try (this) {
                OutputStream out = to.getOutputStream();
                from.getInputStream().transferTo(out);
            }
        }

        void clientHasEnded() throws IOException {
            if (!isCut) {
                close();
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
