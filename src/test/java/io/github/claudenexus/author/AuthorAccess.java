package io.github.claudenexus.author;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.testing.Migrations;
import java.sql.Connection;
import java.util.HashSet;

/** Lets tests of other packages hold what an author is handed, without a run around it. */
public final class AuthorAccess {

    private AuthorAccess() {}

    /** On a connection whose transaction the test keeps. */
    public static Database to(Connection connection, RunSettings settings, RunListener listener) {
        StatementLog log = new StatementLog(Migrations.sql(0, "SELECT 1"), listener, new RunningStatement(0));
        return new AuthorDatabase(new MigrationContext(connection, log, settings, listener, new HashSet<>()));
    }
}
