package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowComparison;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.RowDifference.ExtraRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between two states of a database that ought to be the same: what only looks different is left out.
 *
 * @param catalog what differs in the catalog
 * @param losses rows and values that the second state lacks
 * @param extra rows that it has too many
 */
record StateDifference(List<Difference> catalog, List<Loss> losses, List<ExtraRows> extra) {

    static final StateDifference NONE = new StateDifference(List.of(), List.of(), List.of());

    /** Copies the lists. */
    StateDifference {
        catalog = List.copyOf(catalog);
        losses = List.copyOf(losses);
        extra = List.copyOf(extra);
    }

    static StateDifference between(RehearsalState first, RehearsalState second) {
        RowDifference rows = RowComparison.same(first.rows(), second.rows());
        List<Difference> catalog = Causes.of(first.catalog().differences(second.catalog())).stream()
                .filter(difference -> !difference.isColumnOrder() && !difference.isGeneratedName())
                .toList();
        return new StateDifference(catalog, rows.losses(), rows.extra());
    }

    boolean isEmpty() {
        return catalog.isEmpty() && losses.isEmpty() && extra.isEmpty();
    }

    /**
     * What of it is more than the usual difference between two runs, as clock, chance and sequences make it. Of a table
     * whose rows cannot be told apart for that, only their number counts.
     */
    StateDifference beyond(StateDifference usual) {
        List<Difference> otherwise = catalog.stream()
                .filter(difference -> !usual.catalog().contains(difference))
                .toList();
        Set<String> varying = usual.tables().collect(Collectors.toSet());
        List<Loss> lost = new ArrayList<>();
        List<ExtraRows> added = new ArrayList<>();
        tables().distinct().forEach(table -> {
            List<Loss> itsLosses =
                    losses.stream().filter(loss -> loss.table().equals(table)).toList();
            if (!varying.contains(table)) {
                lost.addAll(itsLosses);
                extra.stream().filter(rows -> rows.table().equals(table)).forEach(added::add);
            } else if (matchesRows(table) && usual.matchesRows(table)) {
                itsLosses.stream().filter(loss -> !usual.hasColumn(loss)).forEach(lost::add);
            } else if (usual.surplus(table) == 0 && surplus(table) > 0) {
                added.add(new ExtraRows(table, surplus(table)));
            } else if (usual.surplus(table) == 0 && surplus(table) < 0) {
                lost.add(new Loss(table, null, -surplus(table)));
            }
        });
        return new StateDifference(otherwise, lost, added);
    }

    private Stream<String> tables() {
        return Stream.concat(losses.stream().map(Loss::table), extra.stream().map(ExtraRows::table));
    }

    private boolean matchesRows(String table) {
        return extra.stream().noneMatch(rows -> rows.table().equals(table))
                && losses.stream().noneMatch(loss -> loss.table().equals(table) && loss.column() == null);
    }

    private boolean hasColumn(Loss other) {
        return losses.stream()
                .anyMatch(loss -> loss.table().equals(other.table())
                        && loss.column() != null
                        && loss.column().equals(other.column()));
    }

    private long surplus(String table) {
        long added = extra.stream()
                .filter(rows -> rows.table().equals(table))
                .mapToLong(ExtraRows::rows)
                .sum();
        long missing = losses.stream()
                .filter(loss -> loss.table().equals(table) && loss.column() == null)
                .mapToLong(Loss::rows)
                .sum();
        return added - missing;
    }
}
