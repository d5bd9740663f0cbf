package io.github.claudenexus.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the round trips of all connections, each of which ends with the server's ReadyForQuery, and keeps every
 * statement that a client sends.
 */
public final class CountingProxy implements AutoCloseable {

    private final AtomicInteger roundTrips = new AtomicInteger();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final WireProxy proxy;

    private CountingProxy(String url) throws IOException {
        this.proxy = WireProxy.before(url, number -> new Counter());
    }

    /** In front of this database. */
    public static CountingProxy before(TestDatabase database) throws IOException {
        return new CountingProxy(database.url());
    }

    /** The database's URL through the proxy. */
    public String url() {
        return proxy.url();
    }

    /** The round trips so far, those of logging in included. */
    public int roundTrips() {
        return roundTrips.get();
    }

    /** Every statement that the client has sent so far, those of the driver included. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    private final class Counter implements WireProxy.Tap {

        @Override
        public WireProxy.Fate fromClient(int type, byte[] body) {
            if (type == 'Q' || type == 'P') {
                // A Parse has the name of the statement before its text.
                statements.add(new String(body, UTF_8).split("\0", 3)[type == 'Q' ? 0 : 1]);
            }
            return WireProxy.Fate.PASS;
        }

        @Override
        public WireProxy.Fate fromServer(int type, byte[] body) {
            if (type == 'Z') {
                roundTrips.incrementAndGet();
            }
            return WireProxy.Fate.PASS;
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
