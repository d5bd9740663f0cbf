package io.github.claudenexus.resilience;

import io.github.claudenexus.testing.WireProxy;
import io.github.claudenexus.testing.WireProxy.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Counts the messages of a run's first connection, and breaks that connection at one of them. Later connections pass
 * untouched: that of the blocker monitor, and the one that looks up the truth.
 */
final class CuttingProxy implements AutoCloseable {

    private final Point point;
    private final AtomicInteger clientMessages = new AtomicInteger();
    private final AtomicInteger serverMessages = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private static final Pattern COMMIT = Pattern.compile("\\bCOMMIT[;\0]");

    private final List<Integer> commits = new CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final WireProxy proxy;

    /** Who sends the message that counts. */
    enum Side {
        /** The run: what it sent up to there arrives, and it never gets an answer. */
        CLIENT,
        /** The server: the run gets so many answers, and no more. */
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
        this.point = point;
        this.proxy = WireProxy.before(url, number -> number == 0 ? new FirstConnection() : WireProxy.Tap.NONE);
    }

    /** The database's URL through the proxy. */
    String url() {
        return proxy.url();
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

    private boolean isPoint(Side side, int passed) {
        return point.side() == side && point.after() == passed;
    }

    private final class FirstConnection implements WireProxy.Tap {

        private boolean commitsNext;

        @Override
        public Fate connected() {
            return isPoint(Side.CLIENT, 0) ? Fate.CUT : Fate.PASS;
        }

        @Override
        public Fate fromClient(int type, byte[] body) {
            int passed = clientMessages.incrementAndGet();
            boolean executes = type == 'E' || type == 'Q';
            commitsNext |= (type == 'P' || type == 'Q')
                    && COMMIT.matcher(new String(body, StandardCharsets.ISO_8859_1))
                            .find();
            if (executes && commitsNext) {
                commits.add(passed);
                commitsNext = false;
            }
            if (executes && isPoint(Side.STATEMENT, statements.incrementAndGet())) {
                return Fate.SILENCE;
            }
            return isPoint(Side.CLIENT, passed) ? Fate.CUT : Fate.PASS;
        }

        @Override
        public Fate fromServer(int type, byte[] body) {
            return isPoint(Side.SERVER, serverMessages.incrementAndGet()) ? Fate.CUT : Fate.PASS;
        }

        @Override
        public void done() {
            reached.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
