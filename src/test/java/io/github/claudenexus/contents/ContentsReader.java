package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Contents.TableContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the tables of a database hold; only reads, and leaves the session as it was. */
public final class ContentsReader {

    private final String history;

    /**
     * One that leaves the history table out.
     *
     * @param history its name with its schema, quoted where that is needed
     */
    public ContentsReader(String history) {
        this.history = history;
    }

    /** The contents as the connection's transaction sees them; under autocommit, as of one moment. */
    public Contents read(Connection connection) throws SQLException {
        try (Session session = Session.open(connection, history)) {
            Tables tables = session.tables();
            Map<Side, Tables> states = new EnumMap<>(Map.of(Side.BEFORE, tables, Side.UNDONE, tables));
            List<ComparedTable> all = tables.all().stream()
                    .map(table -> ComparedTable.of(table, states))
                    .toList();
            List<Digest> digests = session.digests(
                    all.stream().map(table -> RowSql.digest(table, Side.BEFORE)).toList());
            SortedMap<String, TableContents> contents = new TreeMap<>();
            for (int i = 0; i < digests.size(); i++) {
                contents.put(
                        all.get(i).name(),
                        new TableContents(digests.get(i).rows(), digests.get(i).sum()));
            }
            return new Contents(contents, session.sequences());
        }
    }
}
