package io.github.claudenexus.history;

import io.github.claudenexus.history.OtherHistory.OtherApplication;
import io.github.claudenexus.history.OtherHistory.OtherRow;
import io.github.claudenexus.history.OtherHistory.Reach;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is recorded of a database, by us or by another tool. */
public final class HistoriesReader {

    /**
     * SQL for the tables of other tools, a line each, in the search path or the schema {@code s.name}; for none where
     * something of our history was undone: what they say is not true any more.
     */
    public static final String TABLES = """
            SELECT CASE WHEN to_regclass(quote_ident(s.name) || '.nexus_migrations') IS NULL
                          OR to_regclass(quote_ident(s.name) || '.nexus_rollbacks') IS NULL
                        THEN (%s) END""".formatted(OtherTool.FIND);

    // What a tool does not know is no column of its query.
    private static final String ROWS = """
            SELECT j ->> 'version', coalesce(j ->> 'name', ''), coalesce(j ->> 'reach', 'ONE'), j ->> 'flaw',
                   j ->> 'checksum', (j ->> 'applied_at')::timestamptz, j ->> 'applied_by',
                   coalesce(j ->> 'duration_ms', '0')::bigint
              FROM (SELECT to_jsonb(t) AS j FROM (%s) AS t) AS h""";

    private HistoriesReader() {}

    /**
     * Reads them. Those of other tools are looked at only as long as we have recorded nothing.
     *
     * @param table our history table, where it is there
     * @param others the tables of other tools, as {@link #TABLES} has them
     */
    public static Histories read(Connection connection, Optional<HistoryTable> table, List<String> others)
            throws SQLException {
        List<HistoryRow> rows = table.isPresent() ? table.get().rows(connection) : List.of();
        return new Histories(rows, rows.isEmpty() ? others(connection, others) : List.of());
    }

    // One without a row says nothing.
    private static List<OtherHistory> others(Connection connection, List<String> tables) throws SQLException {
        List<OtherHistory> histories = new ArrayList<>();
        for (String line : tables) {
            String[] parts = line.split(" ", 3);
            OtherTool tool = OtherTool.valueOf(parts[0]);
            boolean readable = parts[1].equals("t");
            List<OtherRow> rows = readable
                    ? Statements.query(connection, ROWS.formatted(tool.rowsOf(parts[2])), HistoriesReader::row)
                    : List.of();
            if (!readable || !rows.isEmpty()) {
                histories.add(new OtherHistory(tool, parts[2], readable, rows));
            }
        }
        return histories;
    }

    private static OtherRow row(ResultSet row) throws SQLException {
        return new OtherRow(
                Optional.ofNullable(row.getString(1)),
                row.getString(2),
                Reach.valueOf(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                new OtherApplication(
                        Optional.ofNullable(row.getObject(6, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString(7)),
                        Math.max(0, row.getLong(8))));
    }
}
