package io.github.claudenexus.rows;

import io.github.claudenexus.rows.DatabaseRows.Sequence;
import io.github.claudenexus.rows.RowDifference.ExtraRows;
import io.github.claudenexus.rows.RowDifference.SequenceBehind;
import io.github.claudenexus.rows.Table.TableColumn;
import io.github.claudenexus.rows.TableStates.ColumnStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the rows of a database in the states that a rehearsal takes it through. */
public final class RowComparison {

    private final DatabaseStates states;
    private final MovedRows moved;
    private final List<Loss> lost = new ArrayList<>();
    private final List<ExtraRows> extra = new ArrayList<>();
    private final List<SequenceMove> sequences = new ArrayList<>();
    private final List<SequenceBehind> behind = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();

    private RowComparison(DatabaseStates states) {
        this.states = states;
        this.moved = new MovedRows(states);
    }

    /**
     * What down did not bring back, and what it left behind. Expected are the rows from before up, and what seeds did to
     * them, over the columns from before up. Tables that up made are not compared.
     *
     * @param withSeeds after up, with what seeds wrote; empty where they wrote nothing
     * @param derived the columns, by table, in which down may leave what up put there
     */
    public static RowDifference afterDown(
            DatabaseRows before,
            DatabaseRows up,
            Optional<DatabaseRows> withSeeds,
            DatabaseRows undone,
            Map<String, Set<String>> derived) {
        DatabaseRows seeded = withSeeds.orElse(up);
        RowComparison comparison = new RowComparison(
                withSeeds.isEmpty()
                        ? new DatabaseStates(before, DatabaseRows.NONE, DatabaseRows.NONE, undone)
                        : new DatabaseStates(before, up, seeded, undone));
        RowDifference found = comparison.compare(List.of(before, seeded));
        return found.withDerived(loss -> loss.column() != null
                && derived.getOrDefault(loss.table(), Set.of()).contains(loss.column())
                && isAsUpLeftIt(loss.table(), loss.column(), seeded, undone));
    }

    private static boolean isAsUpLeftIt(String table, String column, DatabaseRows up, DatabaseRows undone) {
        Optional<TableRows> then = up.named(table);
        Optional<TableRows> now = undone.named(table);
        if (then.isEmpty() || now.isEmpty()) {
            return false;
        }
        List<String> columns = Stream.concat(now.get().table().key().stream().map(TableColumn::name), Stream.of(column))
                .toList();
        return columns.stream()
                        .allMatch(one -> then.get().place(one) >= 0 && now.get().place(one) >= 0)
                && Bag.of(then.get().over(columns)).equals(Bag.of(now.get().over(columns)));
    }

    /** What the second state lacks of the first, and has too much, in the tables and columns of the first. */
    public static RowDifference same(DatabaseRows first, DatabaseRows second) {
        return new RowComparison(new DatabaseStates(first, DatabaseRows.NONE, DatabaseRows.NONE, second))
                .compare(List.of(first));
    }

    private RowDifference compare(List<DatabaseRows> withSequences) {
        states.tables().forEach(this::compare);
        states.before().sequences().forEach(sequence -> compare(sequence, withSequences));
        return new RowDifference(lost, extra, sequences, behind, moved.undecided(), List.of(), empty, counted);
    }

    private void compare(TableStates found) {
        TableStates table = moved.joined(found);
        if (table.before().count() == 0) {
            empty.add(table.name());
        }
        if (table.isCounted()) {
            counted.add(table.name());
        }
        if (table.left() == 0 || table.isCounted()) {
            // Of rows that are missing, no column needs to be looked at.
            addLost(table.name(), null, table.expected() - table.left());
            addExtra(table, table.left() - table.expected());
            return;
        }
        ComparedTable compared = ComparedTable.of(table);
        TableComparison comparison = TableComparison.of(compared);
        addExtra(table, comparison.extra());
        addLost(table.name(), null, comparison.missing());
        for (int place = 0; place < compared.columns().size(); place++) {
            ColumnStates column = compared.columns().get(place);
            addLost(table.name(), column.name(), moved.changed(table, column, comparison.changed(place)));
        }
        table.columns().stream()
                .filter(column -> column.undone().isEmpty())
                .forEach(column -> addLost(table.name(), column.name(), values(table, column)));
    }

    private void addLost(String table, @Nullable String column, long rows) {
        if (rows > 0) {
            lost.add(new Loss(table, column, rows));
        }
    }

    private void addExtra(TableStates table, long rows) {
        long unexplained = rows > 0 ? rows - moved.explain(table, rows) : 0;
        if (unexplained > 0) {
            extra.add(new ExtraRows(table.name(), unexplained));
        }
    }

    /** How many values a column had that is not there after down. */
    private static long values(TableStates table, ColumnStates column) {
        long values = table.before().values(column.name()).size();
        return column.after().isPresent() && column.seeded().isPresent()
                ? values
                        + table.seeded()
                                .orElseThrow()
                                .values(column.seeded().get().name())
                                .size()
                        - table.after()
                                .orElseThrow()
                                .values(column.after().get().name())
                                .size()
                : values;
    }

    private void compare(Sequence sequence, List<DatabaseRows> otherwise) {
        Optional<Sequence> now = states.undone().sequence(sequence.name());
        if (now.isEmpty() || now.get().last() == sequence.last()) {
            return;
        }
        SequenceMove move =
                new SequenceMove(sequence.name(), sequence.last(), now.get().last());
        Optional<SequenceBehind> isBehind = states.undone().behind(now.get(), move);
        // Where it was so before, or with what seeds wrote, down did not do it.
        boolean wasBehind = otherwise.stream().anyMatch(state -> state.sequence(sequence.name())
                .flatMap(then -> state.behind(then, move))
                .isPresent());
        isBehind.filter(found -> !wasBehind).ifPresentOrElse(behind::add, () -> sequences.add(move));
    }
}
