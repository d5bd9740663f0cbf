package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table {@code nexus_migrations}: one row a migration, readable in psql. Its statements are handed out as text, so
 * that a row can be written in the message that commits the migration.
 */
public final class HistoryTable {

    private static final String COLUMNS = "number, name, kind, checksum, state, applied_at, applied_by, duration_ms,"
            + " plugin_version, already_there, ARRAY(SELECT unnest(ARRAY[key, value ->> 'rows' || ' rows' ||"
            + " CASE WHEN (value ->> 'ended')::boolean THEN '' ELSE ' so far' END])"
            + " FROM jsonb_each(progress -> 'steps')) AS steps";

    /**
     * SQL for the schema of the table where none is named: the one in which the search path finds it, or else the first
     * one, in which it is made. A schema that comes to stand before it later, {@code "$user"} above all, must not hide
     * it: everything would be applied again.
     */
    public static final String HOME = "coalesce((SELECT n.nspname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass('nexus_migrations')),"
            + " current_schema())";

    /** Its name without a schema. */
    public static final String NAME = "nexus_migrations";

    private final String name;

    /** In this schema, quoted where its name needs it. */
    public HistoryTable(String schema) {
        this.name = schema + ".nexus_migrations";
    }

    /** Its name with its schema. */
    public String name() {
        return name;
    }

    /** Makes it; only ever called under the lock. */
    public void create(Connection connection) throws SQLException {
        Statements.send(
                connection,
                SqlResource.read(HistoryTable.class, "nexus_migrations.sql").replace("nexus_migrations", name));
    }

    /** Every row, in order of number; an error where some may be hidden from this role. */
    public List<HistoryRow> rows(Connection connection) throws SQLException {
        return Statements.query(
                connection,
                "SET row_security = off; SELECT " + COLUMNS + " FROM " + name + " ORDER BY number; RESET row_security",
                HistoryTable::row);
    }

    private static HistoryRow row(ResultSet row) throws SQLException {
        String[] checksum = row.getString("checksum").split(":", 2);
        String[] steps = texts(row.getArray("steps"));
        Map<String, String> progress = new LinkedHashMap<>();
        for (int index = 0; index < steps.length; index += 2) {
            progress.put(steps[index], steps[index + 1]);
        }
        return new HistoryRow(
                new MigrationId(row.getInt("number"), row.getString("name")),
                row.getString("kind"),
                new Checksum(checksum[0], checksum[checksum.length - 1]),
                HistoryRow.Phase.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                row.getString("applied_by"),
                row.getLong("duration_ms"),
                row.getString("plugin_version"),
                progress,
                List.of(texts(row.getArray("already_there"))));
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    /** The statement that writes a migration's row, or writes it anew; its parameters are {@link #parameters}. */
    public String record() {
        return "INSERT INTO " + name + " (number, name, kind, checksum, state, duration_ms, plugin_version,"
                + " already_there) VALUES (?, ?, ?, ?, ?, ?, ?, string_to_array(?, chr(10)))"
                + " ON CONFLICT (number) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
                + " checksum = excluded.checksum, state = excluded.state, duration_ms = nexus_migrations.duration_ms + excluded.duration_ms,"
                + " plugin_version = excluded.plugin_version, applied_at = excluded.applied_at,"
                + " applied_by = excluded.applied_by, already_there ="
                // Applied again, a migration finds what it made itself.
                + " CASE WHEN nexus_migrations.progress ?? 'appliedBefore' THEN nexus_migrations.already_there"
                + " ELSE excluded.already_there END";
    }

    /** The parameters of {@link #record}. */
    public static Object[] parameters(DiscoveredMigration migration, HistoryRow.Phase phase, Account account) {
        return new Object[] {
            migration.id().number(),
            migration.id().name(),
            migration.kind(),
            migration.checksum().algorithm() + ":" + migration.checksum().value(),
            phase.name().toLowerCase(Locale.ROOT),
            account.durationMs(),
            account.pluginVersion(),
            String.join("\n", account.found())
        };
    }

    /**
     * What there is to tell of a run of one migration.
     *
     * @param durationMs how long it took
     * @param pluginVersion which version of the plugin ran it
     * @param found what up found already there
     */
    public record Account(long durationMs, String pluginVersion, List<String> found) {}
}
