package io.github.claudenexus.rows;

import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    RowDifference compare() throws SQLException {
        return RowComparison.afterDown(
                rows(copies.get(0)), rows(copies.get(1)), Optional.of(rows(copies.get(2))), rows(main), Map.of());
    }

    private static DatabaseRows rows(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return RowReader.read(connection, "public.nexus_migrations");
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
