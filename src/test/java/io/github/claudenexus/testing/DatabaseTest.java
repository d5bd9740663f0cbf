package io.github.claudenexus.testing;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test class each of whose tests has a fresh database. */
public abstract class DatabaseTest {

    /** This test's own. */
    @SuppressWarnings("NullAway.Init")
    protected TestDatabase database;

    @BeforeEach
    final void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    final void dropDatabase() throws SQLException {
        database.close();
    }
}
