package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** Compares the data of two or four copies of a database; only reads, and leaves the sessions as they were. */
public final class Comparison {

    private final String history;

    /**
     * One that leaves the history table out.
     *
     * @param history its name with its schema, quoted where that is needed
     */
    public Comparison(String history) {
        this.history = history;
    }

    /**
     * What down did not bring back, and what it left behind. Expected are the rows that were there before, and what
     * seeds did to them, over the columns that were there before. Tables that were not there before are not looked at.
     */
    public ContentsDifference afterDown(States states) throws SQLException {
        Map<Side, Connection> connections = new EnumMap<>(Side.class);
        connections.put(Side.BEFORE, states.before());
        connections.put(Side.AFTER, states.after());
        connections.put(Side.SEEDED, states.seeded());
        connections.put(Side.UNDONE, states.undone());
        return compare(connections);
    }

    /** What the second database lacks of the first, and has too much, in the tables and columns of the first. */
    public ContentsDifference same(Connection first, Connection second) throws SQLException {
        return compare(Map.of(Side.BEFORE, first, Side.UNDONE, second));
    }

    private ContentsDifference compare(Map<Side, Connection> connections) throws SQLException {
        try (Sessions sessions = Sessions.open(connections, history)) {
            return compare(sessions);
        }
    }

    private static ContentsDifference compare(Sessions sessions) throws SQLException {
        Map<Side, Tables> states = sessions.tables();
        Retyped retyped = new Retyped(sessions);
        List<ComparedTable> tables = new ArrayList<>();
        for (Table table : Objects.requireNonNull(states.get(Side.BEFORE)).all()) {
            tables.add(retyped.withNumbers(ComparedTable.of(table, states)));
        }
        Map<String, Map<Side, Digest>> digests = digests(tables, sessions);
        List<Lost> lost = new ArrayList<>();
        List<Extra> extra = new ArrayList<>();
        NewTables newTables = new NewTables(sessions, states);
        for (ComparedTable table : tables) {
            Map<Side, Digest> of = Objects.requireNonNull(digests.get(table.name()));
            boolean same = table.shared().size() == table.columns().size();
            if (!Digest.holds(of, same)) {
                TableComparison.Result result = new TableComparison(table, sessions, of).compare();
                boolean empty = Digest.of(of, Side.UNDONE).rows() == 0;
                lost.addAll(empty ? result.lost() : retyped.lost(table, result.lost()));
                long rows = result.extra();
                if (rows > 0 && mayComeBack(table, of)) {
                    rows -= newTables.excuse(rows);
                }
                if (rows > 0) {
                    extra.add(new Extra(table.name(), rows));
                }
            }
            // Where no row is left, the values of a column are lost with their rows.
            if (Digest.of(of, Side.UNDONE).rows() > 0) {
                lost.addAll(goneColumns(table, sessions));
            }
        }
        List<String> empty = digests.entrySet().stream()
                .filter(table -> Digest.of(table.getValue(), Side.BEFORE).rows() == 0)
                .map(Map.Entry::getKey)
                .toList();
        return new ContentsDifference(lost, extra, moved(sessions), empty);
    }

    /** Whether what seeds wrote into tables that up made may belong here: up took the table away, or rows out of it. */
    private static boolean mayComeBack(ComparedTable table, Map<Side, Digest> of) {
        return !table.seedsSeen()
                || Digest.of(of, Side.AFTER).rows() < Digest.of(of, Side.BEFORE).rows();
    }

    private static Map<String, Map<Side, Digest>> digests(List<ComparedTable> tables, Sessions sessions)
            throws SQLException {
        Map<String, Map<Side, Digest>> digests = new LinkedHashMap<>();
        tables.forEach(table -> digests.put(table.name(), new EnumMap<>(Side.class)));
        for (Side side : sessions.sides()) {
            List<ComparedTable> there = tables.stream()
                    .filter(table -> table.tables().containsKey(side))
                    .toList();
            List<Digest> read = sessions.of(side)
                    .digests(there.stream()
                            .map(table -> RowSql.digest(table, side))
                            .toList());
            for (int i = 0; i < read.size(); i++) {
                Objects.requireNonNull(digests.get(there.get(i).name())).put(side, read.get(i));
            }
        }
        return digests;
    }

    /** The values of columns that are not there after down. */
    private static List<Lost> goneColumns(ComparedTable table, Sessions sessions) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        for (Map<Side, String> column : table.gone()) {
            BigDecimal values = BigDecimal.ZERO;
            boolean seen = column.size() == 3;
            for (Side side : seen ? column.keySet() : Set.of(Side.BEFORE)) {
                BigDecimal count = sessions.of(side)
                        .numbers(RowSql.values(
                                Objects.requireNonNull(table.tables().get(side)),
                                List.of(Objects.requireNonNull(column.get(side)))))
                        .get(0);
                values = side == Side.AFTER ? values.subtract(count) : values.add(count);
            }
            if (values.signum() > 0) {
                lost.add(new Lost(table.name(), column.get(Side.BEFORE), values.longValueExact()));
            }
        }
        return lost;
    }

    private static List<MovedSequence> moved(Sessions sessions) throws SQLException {
        SortedMap<String, Long> before = sessions.of(Side.BEFORE).sequences();
        SortedMap<String, Long> after = sessions.of(Side.UNDONE).sequences();
        List<MovedSequence> moved = new ArrayList<>();
        before.forEach((sequence, value) -> {
            Long now = after.get(sequence);
            if (now != null && !now.equals(value)) {
                moved.add(new MovedSequence(sequence, value, now));
            }
        });
        return moved;
    }
}
