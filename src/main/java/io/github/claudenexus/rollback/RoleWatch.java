package io.github.claudenexus.rollback;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.runner.RunListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Hears the statements of one migration's rehearsal, to know which of the new roles of the server are its own. */
final class RoleWatch implements RunListener {

    private static final Pattern MAKES_A_ROLE = Pattern.compile("(?i)\\bCREATE\\s+(?:ROLE|USER|GROUP)\\b");

    private final Scratch scratch;
    private final RunListener listener;
    private final Set<Long> before;
    private final StringBuilder heard = new StringBuilder();

    RoleWatch(Scratch scratch, RunListener listener) throws SQLException {
        this.scratch = scratch;
        this.listener = listener;
        this.before = scratch.roles().all();
    }

    /** Has the scratch server remember them, and a database that stays tell of them should this run be killed. */
    void note(ConnectionSettings database) throws SQLException {
        if (!heard.isEmpty()) {
            scratch.roles().learn(before, heard.toString());
        }
        scratch.noteRoles(database);
    }

    @Override
    public void statement(String sql, Duration duration) {
        if (MAKES_A_ROLE.matcher(sql).find()) {
            heard.append(sql.toLowerCase(Locale.ROOT)).append('\n');
        }
        listener.statement(sql, duration);
    }

    @Override
    public void warns(String line) {
        listener.warns(line);
    }

    @Override
    public void waiting(String holder) {}

    @Override
    public void begins(DiscoveredMigration migration) {}

    @Override
    public void applied(DiscoveredMigration migration, Duration duration) {}

    @Override
    public void retries(DiscoveredMigration migration, String reason) {}

    @Override
    public void says(String line) {}
}
