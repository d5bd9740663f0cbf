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
import java.util.Optional;
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
        Moved moved = new Moved(sessions, states, newTables);
        Units units = new Units(sessions);
        List<ComparedTable> taken = new ArrayList<>();
        for (ComparedTable compared : tables) {
            Map<Side, Digest> of = Objects.requireNonNull(digests.get(compared.name()));
            boolean took = mayComeBack(compared, of);
            boolean empty = Digest.of(of, Side.UNDONE).rows() == 0;
            List<Lost> found = new ArrayList<>();
            ComparedTable table = holds(compared, of) ? compared : units.old(compared);
            Map<Side, Digest> told = table.equals(compared) ? of : sessions.digests(table);
            if (!holds(table, told)) {
                TableComparison.Result result = new TableComparison(table, sessions, told).compare();
                found.addAll(empty ? result.lost() : retyped.lost(table, result.lost()));
                long rows = result.extra();
                if (rows > 0 && took) {
                    rows -= newTables.excuse(table, rows);
                }
                if (rows > 0) {
                    extra.add(new Extra(table.name(), rows));
                }
            }
            lost.addAll(empty ? found : moved.lost(table, found, took));
            if (took && !empty) {
                taken.add(table);
            }
            // Where no row is left, the values of a column are lost with their rows.
            if (Digest.of(of, Side.UNDONE).rows() > 0) {
                lost.addAll(goneColumns(table, sessions));
            }
        }
        lost.addAll(newTables.lost(taken));
        List<String> empty = digests.entrySet().stream()
                .filter(table -> Digest.of(table.getValue(), Side.BEFORE).rows() == 0)
                .map(Map.Entry::getKey)
                .toList();
        return new ContentsDifference(lost, extra, sequences(sessions), empty, moved.untold());
    }

    private static boolean holds(ComparedTable table, Map<Side, Digest> digests) {
        return Digest.holds(digests, table.shared().size() == table.columns().size());
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

    private static List<MovedSequence> sequences(Sessions sessions) throws SQLException {
        SortedMap<String, Long> before = sessions.of(Side.BEFORE).sequences();
        SortedMap<String, Long> after = sessions.of(Side.UNDONE).sequences();
        List<MovedSequence> moved = new ArrayList<>();
        for (Map.Entry<String, Long> sequence : before.entrySet()) {
            Long now = after.get(sequence.getKey());
            if (now != null && !now.equals(sequence.getValue())) {
                moved.add(new MovedSequence(
                        sequence.getKey(), sequence.getValue(), now, taken(sessions, sequence.getKey())));
            }
        }
        return moved;
    }

    // Where it was so before, or with what seeds wrote, it is not the work of down.
    private static Optional<MovedSequence.Taken> taken(Sessions sessions, String sequence) throws SQLException {
        for (Side side : List.of(Side.BEFORE, Side.SEEDED)) {
            if (sessions.sides().contains(side)
                    && taken(sessions.of(side), sequence).isPresent()) {
                return Optional.empty();
            }
        }
        return taken(sessions.of(Side.UNDONE), sequence);
    }

    private static Optional<MovedSequence.Taken> taken(Session session, String sequence) throws SQLException {
        Feed feed = session.feeds().get(sequence);
        if (feed == null) {
            return Optional.empty();
        }
        BigDecimal furthest = session.numbers(feed.taken()).get(0);
        return furthest == null
                ? Optional.empty()
                : Optional.of(new MovedSequence.Taken(feed.table(), feed.column(), furthest.longValue()));
    }
}
