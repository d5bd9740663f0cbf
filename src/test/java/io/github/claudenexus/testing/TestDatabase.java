package io.github.claudenexus.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh, empty database of its own, dropped when closed. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Makes one on the server that most tests share. */
    public static TestDatabase create() throws SQLException {
        return TestServer.shared().createDatabase();
    }

    static TestDatabase create(TestServer server, String options) throws SQLException {
        String name = "nexus_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        server.admin("CREATE DATABASE " + name + " " + options);
        return new TestDatabase(server, name);
    }

    /** Makes a copy of this one as it is now; nobody may be connected to it. */
    public TestDatabase copy() throws SQLException {
        return server.createDatabase("TEMPLATE " + name);
    }

    /** The same database, where its server was started again. */
    public TestDatabase on(TestServer restarted) {
        return new TestDatabase(restarted, name);
    }

    /** Runs a statement as the shared server's administrator, in the database {@code postgres}. */
    public static void admin(String sql) throws SQLException {
        TestServer.shared().admin(sql);
    }

    /** A new connection to it; the caller closes it. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    /** Its URL, as DATABASE_URL would hold it. */
    public String url() {
        return server.url(name);
    }

    /** Its URL for another user, on a server that asks for no password. */
    public String url(String user) {
        return server.url(name, user);
    }

    /** Its URL where runs go through a pooler and this does not. */
    String direct() {
        return server.direct(name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Runs SQL, one statement or several. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text; the word null when it is null. */
    public String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    @Override
    public void close() throws SQLException {
        server.admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
