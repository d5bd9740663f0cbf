package io.github.claudenexus.history;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What another tool has recorded of a database.
 *
 * @param tool the tool
 * @param table its table, with its schema
 * @param rows what of it counts, in order of application
 */
public record OtherHistory(OtherTool tool, String table, List<OtherRow> rows) {

    /** SQL for the tables of such tools, a line each, that the search path or the schema {@code s.name} has. */
    public static final String TABLES = OtherTool.FIND;

    /** Copies the list. */
    public OtherHistory {
        rows = List.copyOf(rows);
    }

    /**
     * What it says of one migration.
     *
     * @param version its version, as that tool writes it; empty for a repeatable one
     * @param name its name, as that tool writes it; empty where it has none
     * @param reach of which others it says the same
     * @param flaw what is wrong with it, to stand behind its name in a sentence; empty where it was applied
     * @param checksum the checksum of what was applied, with its algorithm, where there is one
     * @param application when and by whom, as far as it is known
     */
    public record OtherRow(
            Optional<String> version,
            String name,
            Reach reach,
            Optional<String> flaw,
            Optional<String> checksum,
            OtherApplication application) {}

    /** Of which migrations a row says that they are applied. */
    public enum Reach {
        /** Of the one that it names. */
        ONE,
        /** Of all before that one as well. */
        WITH_EARLIER,
        /** The same; the one that it names need not exist. */
        BASELINE
    }

    /**
     * When and by whom.
     *
     * @param at when
     * @param by the role
     * @param durationMs how long it took, in milliseconds; 0 where that is not known
     */
    public record OtherApplication(Optional<Instant> at, Optional<String> by, long durationMs) {

        /** Nothing of it is known. */
        static final OtherApplication UNKNOWN = new OtherApplication(Optional.empty(), Optional.empty(), 0);
    }

    /** Reads the tables that are there; one without a record says nothing, and is left out. */
    public static List<OtherHistory> read(Connection connection, List<String> tables) throws SQLException {
        List<OtherHistory> histories = new ArrayList<>();
        for (String line : tables) {
            String[] parts = line.split(" ", 2);
            OtherTool tool = OtherTool.valueOf(parts[0]);
            List<OtherRow> rows = Statements.query(connection, tool.rowsOf(parts[1]), OtherHistory::row);
            if (!rows.isEmpty()) {
                histories.add(new OtherHistory(tool, parts[1], rows));
            }
        }
        return histories;
    }

    private static OtherRow row(ResultSet row) throws SQLException {
        return new OtherRow(
                Optional.ofNullable(row.getString("version")),
                Optional.ofNullable(row.getString("name")).orElse(""),
                Reach.valueOf(row.getString("reach")),
                Optional.ofNullable(row.getString("flaw")),
                Optional.ofNullable(row.getString("checksum")),
                new OtherApplication(
                        Optional.ofNullable(row.getObject("applied_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("applied_by")),
                        Math.max(0, row.getLong("duration_ms"))));
    }
}
