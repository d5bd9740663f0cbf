package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.session.RunListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears the statements of one migration's rehearsal, to know which new roles and schemas are its own. */
final class RoleWatch implements RunListener {

    private static final Pattern MAKES_A_ROLE = Pattern.compile("(?i)\\bCREATE\\s+(?:ROLE|USER|GROUP)\\b");

    private static final Pattern MAKES_A_SCHEMA =
            Pattern.compile("(?i)\\bCREATE\\s+SCHEMA\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
                    + "(?:AUTHORIZATION\\s+)?(?:\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*))");

    private final Scratch scratch;
    private final RunListener listener;
    private final Set<Long> before;
    private final StringBuilder heard = new StringBuilder();
    private final Set<String> schemas = new HashSet<>();

    RoleWatch(Scratch scratch, RunListener listener) throws SQLException {
        this.scratch = scratch;
        this.listener = listener;
        this.before = scratch.roles().all();
    }

    /** The schemas that its statements make, or would if they were not there. */
    Set<String> schemas() {
        return schemas;
    }

    /** Has the scratch server remember them, and a database that stays tell of them should this run be killed. */
    void note(ConnectionSettings database) throws SQLException {
        if (!heard.isEmpty()) {
            scratch.roles().learn(before, heard.toString());
        }
        scratch.roles().noteAt(database);
    }

    @Override
    public void statement(String sql, Duration duration) {
        if (MAKES_A_ROLE.matcher(sql).find()) {
            heard.append(sql.toLowerCase(Locale.ROOT)).append('\n');
        }
        Matcher schema = MAKES_A_SCHEMA.matcher(sql);
        while (schema.find()) {
            schemas.add(
                    schema.group(1) == null
                            ? schema.group(2).toLowerCase(Locale.ROOT)
                            : schema.group(1).replace("\"\"", "\""));
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
