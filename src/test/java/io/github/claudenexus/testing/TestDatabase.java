package io.github.claudenexus.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh, empty database of its own, dropped when closed. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Makes one. */
    public static TestDatabase create() throws SQLException {
        String name = "nexus_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        admin("CREATE DATABASE " + name + TestServer.instance().manner());
        return new TestDatabase(name);
    }

    /** Makes a copy of this one as it is now; nobody may be connected to it. */
    public TestDatabase copy() throws SQLException {
        String copy = "nexus_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        admin("CREATE DATABASE " + copy + " TEMPLATE " + name
                + TestServer.instance().manner());
        return new TestDatabase(copy);
    }

    /** Runs a statement as the server's administrator, in the database {@code postgres}. */
    public static void admin(String sql) throws SQLException {
        try (Connection connection = TestServer.instance().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new connection to it; the caller closes it. */
    public Connection connect() throws SQLException {
        return TestServer.instance().connect(name);
    }

    /** Its URL, as DATABASE_URL would hold it. */
    public String url() {
        return TestServer.instance().url(name);
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
        admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
