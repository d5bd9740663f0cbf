package io.github.claudenexus.rows;

import java.util.List;
import java.util.Optional;

/**
 * A database in the states that the rehearsal of a migration takes it through.
 *
 * @param before before up
 * @param after after up; without any table where no seeds were written
 * @param seeded after up, with what seeds wrote; without any table where they wrote nothing
 * @param undone after down
 */
record DatabaseStates(DatabaseRows before, DatabaseRows after, DatabaseRows seeded, DatabaseRows undone) {

    /** What there is in each state of the tables from before up. */
    List<TableStates> tables() {
        return before.tables().stream().map(this::states).toList();
    }

    private TableStates states(TableRows rows) {
        Table table = rows.table();
        Optional<TableRows> up = after.renamed(table, before);
        Optional<TableRows> withSeeds = seeded.renamed(table, before);
        boolean isSeeded = up.isPresent() && withSeeds.isPresent();
        return new TableStates(
                rows, up.filter(it -> isSeeded), withSeeds.filter(it -> isSeeded), undone.named(table.name()));
    }
}
