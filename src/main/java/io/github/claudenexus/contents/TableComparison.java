package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks closely at one table whose rows are not the expected ones: which are lost, and which are too many. */
final class TableComparison {

    private final ComparedTable table;
    private final Sessions sessions;
    private final Map<Side, Digest> digests;
    private Set<String> rewritten = Set.of();

    /** A comparison of this table by these digests; what seeds wrote is read only where they wrote something. */
    TableComparison(ComparedTable table, Sessions sessions, Map<Side, Digest> digests) {
        boolean seeded = !Digest.of(digests, Side.AFTER).equals(Digest.of(digests, Side.SEEDED));
        this.table = seeded ? table : table.withoutSeeds();
        this.sessions = sessions;
        this.digests = new EnumMap<>(digests);
        if (!seeded) {
            this.digests.keySet().removeAll(List.of(Side.AFTER, Side.SEEDED));
        }
    }

    /** What is lost, and how many rows are too many. */
    record Result(List<Lost> lost, long extra) {}

    Result compare() throws SQLException {
        long expected = Digest.expected(digests).rows();
        boolean empty = table.isGone() || Digest.of(digests, Side.UNDONE).rows() == 0;
        if (empty) {
            return new Result(lost(null, expected).toList(), 0);
        }
        if (table.seedsSeen()) {
            rewritten = new Rewritten(table, sessions).columns();
        }
        List<ComparedColumn> key = key();
        Settlement settlement = settle(key);
        boolean identified = key.stream().allMatch(ComparedColumn::key);
        long missing = Math.max(0, settlement.missing() - (identified ? 0 : settlement.untold()));
        Stream<Lost> values = IntStream.range(0, table.columns().size())
                .boxed()
                .flatMap(place -> lost(table.columns().get(place).name(), settlement.changed(place)));
        return new Result(Stream.concat(lost(null, missing), values).toList(), settlement.extra());
    }

    private Stream<Lost> lost(@Nullable String column, long rows) {
        return rows > 0 ? Stream.of(new Lost(table.name(), column, rows)) : Stream.empty();
    }

    /** The primary key; without one, the columns whose values are all there, or all; but none that up rewrote. */
    private List<ComparedColumn> key() throws SQLException {
        List<ComparedColumn> shared = table.shared();
        List<ComparedColumn> stable = shared.stream()
                .filter(column -> !rewritten.contains(column.name()))
                .toList();
        List<ComparedColumn> primary =
                stable.stream().filter(ComparedColumn::key).toList();
        long columns = table.before().columns().stream()
                .filter(column -> column.part().key())
                .count();
        if (columns > 0 && primary.size() == columns) {
            return primary;
        }
        Map<Side, List<BigDecimal>> sums = new EnumMap<>(Side.class);
        for (Side side : table.tables().keySet()) {
            sums.put(side, sessions.of(side).numbers(RowSql.columnSums(table, side)));
        }
        if (!holds(sums, 0)) {
            return stable;
        }
        List<ComparedColumn> intact = IntStream.range(0, shared.size())
                .filter(place -> holds(sums, place + 1))
                .mapToObj(shared::get)
                .filter(stable::contains)
                .toList();
        return intact.isEmpty() ? stable : intact;
    }

    private static boolean holds(Map<Side, List<BigDecimal>> sums, int place) {
        Map<Side, Digest> digests = new EnumMap<>(Side.class);
        sums.forEach((side, numbers) -> digests.put(side, new Digest(0, numbers.get(place))));
        return Digest.holds(digests, true);
    }

    private Settlement settle(List<ComparedColumn> key) throws SQLException {
        Collection<Integer> parts = unlikeParts(key);
        boolean[] seen = new boolean[table.columns().size()];
        boolean[] derived = new boolean[table.columns().size()];
        List<ComparedColumn> shared = table.shared();
        for (int place = 0; place < seen.length; place++) {
            seen[place] = shared.contains(table.columns().get(place));
            derived[place] = table.columns().get(place).derived();
        }
        List<ComparedColumn> tolerant = table.seedsSeen()
                ? shared.stream()
                        .filter(column -> column.required() || rewritten.contains(column.name()))
                        .toList()
                : List.of();
        Settlement settlement = new Settlement(seen, derived, tolerances(tolerant));
        Map<Side, KeyedRows> rows = new EnumMap<>(Side.class);
        try {
            for (Side side : table.tables().keySet()) {
                IntStream columns = table.columns(side).stream().mapToInt(table.columns()::indexOf);
                IntStream fillings = IntStream.range(seen.length, seen.length + tolerant.size());
                rows.put(
                        side,
                        sessions.of(side).stream(
                                RowSql.rows(table, side, key, tolerant, parts),
                                IntStream.concat(columns, fillings).toArray(),
                                seen.length + tolerant.size()));
            }
            for (OptionalLong next = next(rows.values()); next.isPresent(); next = next(rows.values())) {
                long wanted = next.getAsLong();
                settlement.settle(new Settlement.Group(
                        take(rows, Side.BEFORE, wanted),
                        take(rows, Side.AFTER, wanted),
                        take(rows, Side.SEEDED, wanted),
                        take(rows, Side.UNDONE, wanted)));
            }
        } finally {
            for (KeyedRows open : rows.values()) {
                open.close();
            }
        }
        return settlement;
    }

    private List<Tolerance> tolerances(List<ComparedColumn> tolerant) {
        return IntStream.range(0, tolerant.size())
                .mapToObj(i -> new Tolerance(
                        table.columns().indexOf(tolerant.get(i)),
                        table.columns().size() + i,
                        rewritten.contains(tolerant.get(i).name()),
                        tolerant.get(i).required()))
                .toList();
    }

    private static OptionalLong next(Collection<KeyedRows> rows) {
        return rows.stream()
                .filter(KeyedRows::hasMore)
                .mapToLong(KeyedRows::key)
                .min();
    }

    private static List<Values> take(Map<Side, KeyedRows> rows, Side side, long key) throws SQLException {
        KeyedRows of = rows.get(side);
        return of == null ? List.of() : of.take(key);
    }

    private Collection<Integer> unlikeParts(List<ComparedColumn> key) throws SQLException {
        Map<Side, Map<Integer, Digest>> parts = new EnumMap<>(Side.class);
        Collection<Integer> numbers = new TreeSet<>();
        for (Side side : table.tables().keySet()) {
            Map<Integer, Digest> of = new HashMap<>();
            sessions.of(side)
                    .rows(
                            RowSql.parts(table, side, key),
                            row -> of.put(row.getInt(1), new Digest(row.getLong(2), row.getBigDecimal(3))));
            parts.put(side, of);
            numbers.addAll(of.keySet());
        }
        boolean same = table.shared().size() == table.columns().size();
        List<Integer> unlike = new ArrayList<>();
        for (int number : numbers) {
            Map<Side, Digest> states = new EnumMap<>(Side.class);
            parts.forEach((side, of) -> states.put(side, of.getOrDefault(number, Digest.NOTHING)));
            if (!Digest.holds(states, same)) {
                unlike.add(number);
            }
        }
        return unlike;
    }
}
