package io.github.claudenexus.contents;

import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database and the copies kept of it: before up, after up, with seeds; the database itself is what down left. */
final class StatesFixture implements AutoCloseable {

    private final TestDatabase main = TestDatabase.create();
    private final List<TestDatabase> copies = new ArrayList<>();

    StatesFixture() throws SQLException {}

    TestDatabase main() {
        return main;
    }

    /** Keeps a copy of the database as it is now. */
    void keep() throws SQLException {
        copies.add(main.copy());
    }

    ContentsDifference compare() throws SQLException {
        try (Connection before = copies.get(0).connect();
                Connection after = copies.get(1).connect();
                Connection seeded = copies.get(2).connect();
                Connection undone = main.connect()) {
            return new Comparison("public.nexus_migrations").afterDown(new States(before, after, seeded, undone));
        }
    }

    @Override
    public void close() throws SQLException {
        for (TestDatabase copy : copies) {
            copy.close();
        }
        main.close();
    }
}
