package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;

/** The table {@code nexus_migrations}: one row a migration, readable in psql. */
public final class HistoryTable {

    // Tables of the earlier shape have a number in the place of the version, and no order. What a table has no column
    // for is found in the row around it.
    private static final String ROWS = """
            SET row_security = off;
            SELECT h.*
              FROM (SELECT NULL::text AS version, NULL::int AS number, 'migrate' AS recorded_by,
                           NULL::int AS applied_order, NULL::text AS down_checksum) AS around,
                   LATERAL (SELECT coalesce(version, lpad(number::text, greatest(3, length(number::text)), '0')) AS version,
                                   name, kind, checksum, state, applied_at, applied_by, duration_ms,
                                   array_to_string(already_there, chr(10)) AS already_there,
                                   recorded_by, coalesce(applied_order, row_number() OVER (ORDER BY number)) AS applied_order,
                                   down_checksum
                              FROM %s) AS h
             ORDER BY h.applied_order;
            RESET row_security""";

    /**
     * SQL for the schema of the table where none is named: the one in which the search path finds it, or else the first
     * one, in which it is made. A schema that comes before it later, {@code "$user"} above all, must not hide it:
     * everything would be applied again.
     */
    public static final String HOME = """
            coalesce((SELECT n.nspname
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE c.oid = to_regclass('nexus_migrations')),
                     current_schema())""";

    /** Its name without a schema. */
    public static final String NAME = "nexus_migrations";

    private final String name;
    private final String rollbacks;

    /** In this schema, quoted where its name needs it. */
    public HistoryTable(String schema) {
        this.name = schema + ".nexus_migrations";
        this.rollbacks = schema + ".nexus_rollbacks";
    }

    /** Its name with its schema. */
    public String name() {
        return name;
    }

    /** Makes it; only ever called under the lock. */
    public void create(Connection connection) throws SQLException {
        Statements.send(connection, sql("nexus_migrations.sql"));
    }

    /** Converts one of the earlier shape, and COMMIT, in one message; only ever called under the lock. */
    public void convert(Connection connection, HistoryWriter.Run run) throws SQLException {
        Statements.send(connection, run.check("") + sql("from-numbers.sql") + "COMMIT");
    }

    /** The name, with its schema, of the table that keeps what was undone. */
    public String rollbacks() {
        return rollbacks;
    }

    /** Makes that one, where it is missing; only ever called under the lock. */
    public void createRollbacks(Connection connection) throws SQLException {
        if (isMissing(connection, rollbacks)) {
            Statements.send(connection, sql("nexus_rollbacks.sql"));
        }
    }

    private static boolean isMissing(Connection connection, String table) throws SQLException {
        return Statements.query(connection, "SELECT to_regclass(?) IS NULL", row -> row.getBoolean(1), table)
                .get(0);
    }

    /** Records migrations that are there without having been run, and COMMIT, in one message; of this transaction only. */
    public void record(Connection connection, HistoryWriter.Run run, String transaction, List<Recording> recordings)
            throws SQLException {
        Statements.send(
                connection,
                run.check(transaction) + """
                        INSERT INTO %1$s (version, name, kind, checksum, down_checksum, state, applied_at, applied_by,
                                          duration_ms, plugin_version, recorded_by, applied_order)
                        SELECT version, name, kind, checksum, nullif(down, ''), 'applied',
                               coalesce(nullif(at, '')::timestamptz, now()), coalesce(nullif(role, ''), session_user),
                               duration::bigint, ?, by, n + (SELECT coalesce(max(applied_order), 0) FROM %1$s)
                          FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[], ?::text[]) WITH ORDINALITY
                            AS r (version, name, kind, checksum, down, at, role, duration, by, n)""".formatted(name) + "; COMMIT",
                run.pluginVersion(),
                texts(recordings, one -> one.migration().id().version().toString()),
                texts(recordings, one -> one.migration().id().name()),
                texts(recordings, one -> one.migration().kind()),
                texts(recordings, one -> one.migration().checksum().toString()),
                texts(recordings, one -> text(one.migration().downChecksum())),
                texts(recordings, one -> text(one.application().at())),
                texts(recordings, one -> text(one.application().by())),
                texts(recordings, one -> String.valueOf(one.application().durationMs())),
                texts(recordings, one -> one.by().word()));
    }

    private static String[] texts(List<Recording> recordings, Function<Recording, String> text) {
        return recordings.stream().map(text).toArray(String[]::new);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private String sql(String resource) {
        return SqlResource.read(HistoryTable.class, resource)
                .replaceAll("\\bnexus_migrations\\b", Matcher.quoteReplacement(name))
                .replaceAll("\\bnexus_rollbacks\\b", Matcher.quoteReplacement(rollbacks));
    }

    /** The condition, in SQL, for the row of this migration, as it was recorded. */
    String rowOf(MigrationId recorded) {
        return "version = " + SessionSettings.literal(recorded.version().toString()) + " AND name = "
                + SessionSettings.literal(recorded.name());
    }

    /** Every row, in order of application, of either shape; an error where some may be hidden from this role. */
    public List<HistoryRow> rows(Connection connection) throws SQLException {
        return Statements.query(connection, ROWS.formatted(name), HistoryTable::row);
    }

    /** Has it forget a migration, so that it is run again: only in a rehearsal. Gives its row, to be put back. */
    public Optional<String> forget(Connection connection, MigrationId migration) throws SQLException {
        return Statements.query(
                        connection,
                        "DELETE FROM " + name + " AS t WHERE version = ? AND name = ? RETURNING row_to_json(t)",
                        row -> row.getString(1),
                        migration.version().toString(),
                        migration.name())
                .stream()
                .findFirst();
    }

    /** Has it forget all other migrations, where it is there: only in a rehearsal. */
    public void forgetOthers(Connection connection, MigrationId migration) throws SQLException {
        if (!isMissing(connection, name)) {
            Statements.send(
                    connection,
                    "DELETE FROM " + name + " WHERE (version, name) <> (?, ?)",
                    migration.version().toString(),
                    migration.name());
        }
    }

    /** Puts a forgotten row back, in the place of what another run has written since: only in a rehearsal. */
    public void putBack(Connection connection, MigrationId migration, String row) throws SQLException {
        forget(connection, migration);
        Statements.send(
                connection,
                "INSERT INTO " + name + " SELECT * FROM json_populate_record(NULL::" + name + ", ?::json)",
                row);
    }

    /** Has it forget what a migration found already there, so that it may be undone: only in a rehearsal. */
    public void forgetFound(Connection connection, MigrationId migration) throws SQLException {
        Statements.send(
                connection,
                "UPDATE " + name + " SET already_there = '{}' WHERE version = ? AND name = ?",
                migration.version().toString(),
                migration.name());
    }

    private static HistoryRow row(ResultSet row) throws SQLException {
        return new HistoryRow(
                id(row.getString("version"), row.getString("name")),
                row.getString("kind"),
                checksum(row.getString("checksum")),
                HistoryRow.Phase.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                new HistoryRow.Application(
                        row.getInt("applied_order"),
                        row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                        row.getString("applied_by"),
                        row.getLong("duration_ms"),
                        HistoryRow.RecordedBy.of(row.getString("recorded_by"))),
                row.getString("already_there").lines().toList(),
                Optional.ofNullable(row.getString("down_checksum")).map(HistoryTable::checksum));
    }

    private static MigrationId id(String version, String name) {
        if (version.equals(Version.REPEATABLE.toString())) {
            return MigrationId.repeatable(name);
        }
        Version.flaw(version).ifPresent(flaw -> {
            throw Failure.of(
                            FailureCode.UNKNOWN_MIGRATION,
                            "The version \"" + version + "\" of the row " + name + " of " + NAME + " " + flaw + ".",
                            "Correct the row: its version is that of its file or class, as 003, or R.")
                    .exception();
        });
        return new MigrationId(Version.of(version), name);
    }

    private static Checksum checksum(String text) {
        String[] checksum = text.split(":", 2);
        return new Checksum(checksum[0], checksum[checksum.length - 1]);
    }
}
