package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rehearsal does not compare: said in every report, so that nobody takes it for proven. */
final class NotCompared {

    private static final List<String> ALWAYS = List.of(
            "the history table",
            "the contents of materialized views",
            "roles, tablespaces and settings of the server or of a database",
            "the physical order of rows, statistics and free space",
            "the last values of sequences, which are told apart",
            "large objects",
            "what migrations do outside of the database",
            "the rights of the role that will migrate: rehearsals on the plugin's own PostgreSQL are a superuser's,"
                    + " and the target's roles are made there by name only");

    private NotCompared() {}

    /** Of a migration that does something to rows, where there were none; empty when there is no such table. */
    static Optional<String> rows(
            MigrationId migration, List<String> empty, List<Difference> byUp, List<LockNote> locks) {
        List<String> tables = empty.stream()
                .filter(table -> byUp.stream().anyMatch(difference -> touchesRows(difference, table))
                        || locks.stream().anyMatch(lock -> touchesRows(lock, table)))
                .toList();
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of("what " + migration + " does to the rows of " + String.join(", ", tables) + ": "
                        + (tables.size() == 1 ? "it" : "they")
                        + " had none, and no seed of an earlier migration writes there");
    }

    private static boolean touchesRows(Difference difference, String table) {
        if (difference.isGone() && difference.object().equals("table " + table)) {
            return true;
        }
        boolean ofColumn = difference.object().startsWith("column " + table + ".");
        return ofColumn
                && (difference.isGone()
                        || List.of("type", "notNull", "generated").contains(String.valueOf(difference.property())));
    }

    // Building an index reads the rows and leaves them as they are; so does VALIDATE.
    private static boolean touchesRows(LockNote lock, String table) {
        boolean reads = lock.scan()
                && lock.mode() != LockMode.SHARE
                && lock.mode() != LockMode.SHARE_UPDATE_EXCLUSIVE
                && lock.mode().compareTo(LockMode.ROW_EXCLUSIVE) >= 0;
        return lock.relation().equals(table) && (lock.rewrite() || reads);
    }

    static List<String> sentences(TargetState target) {
        List<String> all = new ArrayList<>(ALWAYS);
        if (target.database().isEmpty()) {
            all.add("how large tables are: no target is configured, so no lock is an error");
        }
        return all;
    }
}
