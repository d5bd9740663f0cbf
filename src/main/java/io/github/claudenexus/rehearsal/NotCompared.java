package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rehearsal does not compare. Every report says it, so that it is not taken for proven. */
final class NotCompared {

    private static final List<String> ALWAYS = List.of(
            "the history table",
            "the contents of materialized views",
            "roles, tablespaces and settings of the server or of a database",
            "the physical order of rows, statistics and free space",
            "the last values of sequences, but for those whose next values their column already has",
            "large objects",
            "what migrations do outside of the database",
            "the rights of the role that will migrate: rehearsals on the plugin's own PostgreSQL are a superuser's,"
                    + " and the target's roles are made there by name only");

    private NotCompared() {}

    /**
     * What is not known of the rows after down.
     *
     * @param rows what is
     * @param byUp how the catalog after up differs from the one before
     * @param after the catalog after up
     * @param refused why no row could be made, by table; empty where none were to be made
     */
    static List<String> rows(
            MigrationId migration,
            RowDifference rows,
            List<Difference> byUp,
            Picture after,
            List<LockNote> locks,
            Map<String, String> refused) {
        List<String> all = new ArrayList<>();
        empty(migration, rows.empty(), byUp, after, locks, refused).ifPresent(all::add);
        rows.undecided()
                .forEach(loss -> all.add(unknown(
                        migration,
                        loss,
                        "seeds changed what up had made of them, so what they ought to be is not known")));
        rows.derived()
                .forEach(loss -> all.add(unknown(
                        migration,
                        loss,
                        "its up fills that column from others, and rows made from the catalog keep to no such rule")));
        rows.counted().forEach(table -> all.add(counted(migration, table)));
        return all;
    }

    /** Of a migration that does something to rows, or demands something of them, where there were none. */
    private static Optional<String> empty(
            MigrationId migration,
            List<String> empty,
            List<Difference> byUp,
            Picture after,
            List<LockNote> locks,
            Map<String, String> refused) {
        List<String> tables = empty.stream()
                .filter(table -> byUp.stream()
                                .anyMatch(difference ->
                                        touchesRows(difference, table) || demands(after, difference, table))
                        || locks.stream().anyMatch(lock -> touchesRows(lock, table)))
                .toList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        boolean isOne = tables.size() == 1;
        String reasons = tables.stream()
                .filter(refused::containsKey)
                .map(table -> (isOne ? "" : table + ": ") + refused.get(table))
                .collect(Collectors.joining("; "));
        return Optional.of("what " + migration + " does to the rows of " + String.join(", ", tables)
                + ", or demands of them: the " + (isOne ? "table was" : "tables were")
                + " empty, and no seed of an earlier migration fills " + (isOne ? "it" : "them")
                + (reasons.isEmpty()
                        ? ""
                        : "; no row could be made for " + (isOne ? "it" : "them") + " (" + reasons + ")"));
    }

    /** Of seeds that could not be written into the database that has made rows, and could without those. */
    static String seeds(MigrationId migration, Failure refused) {
        return "what becomes of the seed rows of " + migration
                + " in its down: beside rows made from the catalog they could" + " not be written (" + refused.message()
                + ")";
    }

    /** Of values of which it cannot be known whether down lost them. */
    private static String unknown(MigrationId migration, Loss loss, String why) {
        return "whether the down of " + migration + " loses values of " + loss.table() + "." + loss.column() + ", in "
                + RowFindings.rows(loss.rows()) + ": " + why;
    }

    /** Of a table with more rows than are read. */
    private static String counted(MigrationId migration, String table) {
        return "the values in " + table + " after down of " + migration
                + ": it is larger than what a rehearsal reads, so its rows were only counted";
    }

    // What is unique, or checked, may not be so of the rows that the target has.
    private static boolean demands(Picture after, Difference difference, String table) {
        ObjectPath object = difference.object();
        SortedMap<String, String> now = after.objects().getOrDefault(object.toString(), Collections.emptySortedMap());
        boolean its = ObjectPath.table(table).toString().equals(now.get("of"));
        boolean checks = object.is("table constraint")
                ? "true".equals(now.get("validated"))
                : now.getOrDefault("definition", "").startsWith("CREATE UNIQUE INDEX");
        return its && checks && (difference.isNew() || difference.is("validated"));
    }

    private static boolean touchesRows(Difference difference, String table) {
        ObjectPath object = difference.object();
        if (difference.isGone() && object.equals(ObjectPath.table(table))) {
            return true;
        }
        boolean ofColumn =
                object.isColumn() && object.on().filter(table::equals).isPresent();
        return ofColumn
                && (difference.isGone()
                        || Stream.of("type", "notNull", "generated").anyMatch(difference::is));
    }

    // Building an index that is not unique reads the rows and leaves them as they are.
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
