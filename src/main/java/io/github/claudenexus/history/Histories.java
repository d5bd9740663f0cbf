package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import java.util.List;

/**
 * What is recorded of a database.
 *
 * @param rows our history
 * @param others those of other tools, where we have recorded nothing yet
 */
public record Histories(List<HistoryRow> rows, List<OtherHistory> others) {

    /** Nothing is. */
    public static final Histories NONE = new Histories(List.of(), List.of());

    /** Copies the lists. */
    public Histories {
        rows = List.copyOf(rows);
        others = List.copyOf(others);
    }

    /** What they say of these migrations. */
    public Plan plan(List<? extends DiscoveredMigration> found) {
        Plan plan = Plan.of(found, rows);
        return others.isEmpty() ? plan : TakeOver.of(plan, others);
    }

    /** Whether nothing is recorded. */
    public boolean isEmpty() {
        return rows.isEmpty() && others.isEmpty();
    }
}
