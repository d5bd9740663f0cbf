package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Danger.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is dangerous about the locks of one statement: by what was observed and, for the words, by its text.
 *
 * @param together all that the statement did
 * @param all all that the migration did
 * @param statements those of the migration that ran in transactions
 */
record Dangers(List<LockObservation> together, List<LockObservation> all, List<RanStatement> statements) {

    private static final String NEW_RELEASE =
            "first release code that no longer uses it, and do this in a later migration with a short lock_timeout";
    private static final String NEW_COLUMN =
            "a new column, filled in batches and kept up to date by a trigger; then release code that uses it, and drop the"
                    + " old one in a later migration";
    private static final String OLD_NAME_AS_VIEW =
            "in the same transaction a view under the old name with all the columns, dropped in a later migration once"
                    + " running code no longer uses it";
    private static final String OLD_SCHEMA_WITH_VIEWS =
            "in the same transaction the old schema again with a view on each of its tables, dropped in a later migration"
                    + " once running code no longer uses them";
    private static final String NEW_OBJECT =
            "one under the new name beside it; then release code that uses it, and drop the old one in a later migration";
    private static final String NEW_LABEL =
            "ADD VALUE for the new label; then release code that knows both, and change the rows in batches: the old label"
                    + " stays";
    private static final String OWN_TRANSACTION =
            "this statement in another transaction, after the commit of the one with the lock; changes of many rows in"
                    + " batches, then ANALYZE";
    private static final String OWN_MIGRATION = "that statement in a migration of its own, or before this one";
    private static final String BATCHES =
            "batches in the online part of a Java migration, each a transaction of its own, then ANALYZE";

    /** What takes longer in a rehearsal, which has few rows, takes long. */
    private static final long LONG_MS = 250;

    private static final long MANY_ROWS = 1000;
    private static final double SECOND = 1000.0;

    /** For a table or another relation that is no index. */
    List<Danger> ofTable(LockObservation lock) {
        List<Danger> dangers = new ArrayList<>();
        if (!isLockForLater(lock)) {
            dangers.addAll(ofRelation(lock));
        }
        if (dangers.isEmpty()) {
            ofOtherTable(lock).ifPresent(dangers::add);
        }
        escalation(lock).ifPresent(dangers::add);
        withoutTimeout(lock).ifPresent(dangers::add);
        return dangers;
    }

    /** By what became of the relation itself. */
    List<Danger> ofRelation(LockObservation lock) {
        List<Danger> dangers = new ArrayList<>();
        loss(lock).ifPresent(dangers::add);
        if (lock.relation().holdsRows() || lock.relation().isIndex()) {
            rewrite(lock).or(() -> scan(lock)).or(() -> everyRow(lock)).ifPresent(dangers::add);
            lockItself(lock).ifPresent(dangers::add);
        }
        return dangers;
    }

    private Optional<Danger> loss(LockObservation lock) {
        Change change = lock.change();
        Relation relation = lock.relation();
        if (!relation.isCalledByName() || !change.breaksCode()) {
            return Optional.empty();
        }
        if (relation.kind() == Relation.LABEL) {
            return Optional.of(Danger.anySize(
                    "RENAME VALUE takes away the label " + relation.plain() + " that running code may still use",
                    NEW_LABEL));
        }
        if (change.dropped()) {
            return Optional.of(
                    Danger.anySize(drop(relation) + " takes away what running code may still use", NEW_RELEASE));
        }
        if (change.renamed()) {
            return Optional.of(
                    Danger.anySize("RENAME takes away the name that running code may still use", besideRenamed(lock)));
        }
        String columns =
                String.join(", ", change.lostColumns().stream().sorted().toList());
        String what = " takes away what running code may still use (" + columns + ")";
        if (matches(LockRule.RENAME_COLUMN)) {
            return Optional.of(Danger.anySize(LockRule.RENAME_COLUMN.words() + what, NEW_COLUMN));
        }
        String words = matches(LockRule.DROP_COLUMN) ? LockRule.DROP_COLUMN.words() : "The statement";
        return Optional.of(Danger.anySize(words + what, NEW_RELEASE));
    }

    private static String besideRenamed(LockObservation lock) {
        Relation relation = lock.relation();
        boolean ofSchema = relation.isRelation() && !lock.blocks();
        return switch (relation.kind()) {
            case Relation.TYPE -> NEW_RELEASE;
            case Relation.FUNCTION -> NEW_OBJECT;
            default -> ofSchema ? OLD_SCHEMA_WITH_VIEWS : OLD_NAME_AS_VIEW;
        };
    }

    private static String drop(Relation relation) {
        return switch (relation.kind()) {
            case 'm' -> "DROP MATERIALIZED VIEW";
            case 'v' -> "DROP VIEW";
            default -> "DROP TABLE";
        };
    }

    private Optional<Danger> rewrite(LockObservation lock) {
        if (!lock.strongest().blocksReads()) {
            return Optional.empty();
        }
        if (matches(LockRule.TRUNCATE)) {
            return Optional.of(Danger.anySize(LockRule.TRUNCATE.words(), LockRule.TRUNCATE.safer(false)));
        }
        if (!lock.change().rewrite()) {
            return Optional.empty();
        }
        Optional<LockRule> rule = LockRule.first(LockRule.Impact.REWRITE, actions());
        return Optional.of(Danger.slow(
                rule.map(LockRule::words).orElse("The statement") + " rewrites "
                        + lock.relation().name(),
                rule.map(it -> it.safer(isOfPartitioned(lock)))
                        .orElse("a new relation or column, filled in batches, then exchanged"),
                lock.relation()));
    }

    private Optional<Danger> scan(LockObservation lock) {
        if (!lock.change().scan() || !lock.ranBlocking()) {
            return Optional.empty();
        }
        Optional<LockRule> rule = LockRule.first(LockRule.Impact.SCAN, actions());
        String reads = " reads every row of " + lock.relation().name();
        if (!lock.blocks() && rule.isEmpty()) {
            String words = matches(LockRule.VALIDATE) ? LockRule.VALIDATE.words() : "The statement";
            return Optional.of(Danger.slow(
                    words + reads + " while an earlier statement's lock is held", OWN_TRANSACTION, lock.relation()));
        }
        Danger danger = Danger.slow(
                rule.map(LockRule::words).orElse("The statement") + reads,
                rule.map(it -> it.safer(isOfPartitioned(lock)))
                        .orElse("to read the rows in a transaction of its own that holds no such lock"),
                lock.relation());
        return Optional.of(
                rule.filter(LockRule.DOMAIN_VALIDATE::equals).isPresent() ? danger.only(When.ON_BIG) : danger);
    }

    private static Optional<Danger> everyRow(LockObservation lock) {
        if (!lock.change().everyRow()) {
            return Optional.empty();
        }
        String what = "The statement changes every row of " + lock.relation().name()
                + " in one transaction, which keeps the rows locked until its end and leaves as many dead ones behind";
        return Optional.of(Danger.slow(what, BATCHES, lock.relation()).only(When.ON_BIG));
    }

    private Optional<Danger> lockItself(LockObservation lock) {
        Optional<LockRule> rule = lock.strongestAcquired()
                .filter(LockMode::blocksReads)
                .flatMap(mode ->
                        matches(LockRule.DROP_INDEX) ? Optional.of(LockRule.DROP_INDEX) : ofPartitionedTable(lock));
        if (rule.isPresent()) {
            return rule.map(it -> Danger.slow(it.words(), it.safer(isOfPartitioned(lock)), lock.relation()));
        }
        return lock.blocks() && matches(LockRule.LOCK)
                ? Optional.of(Danger.anySize(LockRule.LOCK.words(), LockRule.LOCK.safer(false)))
                : Optional.empty();
    }

    private Optional<LockRule> ofPartitionedTable(LockObservation lock) {
        if (!lock.relation().isPartitioned() || lock.change().dropped()) {
            return Optional.empty();
        }
        if (matches(LockRule.DETACH)) {
            return Optional.of(LockRule.DETACH);
        }
        if (matches(LockRule.PARTITION_OF)) {
            return Optional.of(LockRule.PARTITION_OF);
        }
        boolean dropsPartition = together.stream()
                .anyMatch(other -> other.change().dropped() && other.relation().isPartition());
        return dropsPartition && matches(LockRule.DROP_PARTITION)
                ? Optional.of(LockRule.DROP_PARTITION)
                : Optional.empty();
    }

    // A partition alone has the forms that any table has; a statement on the whole has others.
    private boolean isOfPartitioned(LockObservation lock) {
        Relation relation = lock.relation();
        return (relation.isPartitioned() || relation.isPartition())
                && together.stream().anyMatch(other -> other.relation().isPartitioned() && other.ranBlocking());
    }

    // A table is blocked while the statement reads or rewrites another one, as both ends of a foreign key are.
    private Optional<Danger> ofOtherTable(LockObservation lock) {
        if (!blocksTable(lock)) {
            return Optional.empty();
        }
        return together.stream()
                .filter(other -> !other.equals(lock) && other.blockedLong())
                .findFirst()
                .flatMap(other -> rewrite(other).or(() -> scan(other)));
    }

    // A strong lock after weaker ones of earlier statements: two sessions that both hold the weaker one deadlock.
    private static Optional<Danger> escalation(LockObservation lock) {
        boolean isStrongest = lock.strongestAcquired()
                .filter(mode -> mode.compareTo(lock.held().strongest()) > 0)
                .isPresent();
        if (!blocksTable(lock) || !isStrongest) {
            return Optional.empty();
        }
        return lock.held().modes().stream()
                .filter(earlier -> switch (earlier) {
                    case ROW_SHARE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE -> true;
                    case ROW_EXCLUSIVE -> lock.held().rows();
                    default -> false;
                })
                .max(LockMode::compareTo)
                .map(earlier -> Danger.anySize(
                        "Lock escalation: an earlier statement of this transaction holds only " + earlier.words()
                                + " on it, and two sessions that both go on to more are a deadlock",
                        "to take the strongest lock first, or each in a transaction of its own"));
    }

    // The lock is held while a later statement of the transaction works on another table.
    Optional<Danger> staysLocked(LockObservation lock) {
        if (!blocksTable(lock)) {
            return Optional.empty();
        }
        List<LockObservation> later = all.stream()
                .filter(other -> other.ran().follows(lock.ran()))
                .filter(other -> other.relation().holdsRows() && other.change().takesLong())
                .toList();
        String stays = lock.relation().name() + " stays locked while a later statement ";
        return later.stream()
                .filter(other -> other.relation().oid() != lock.relation().oid())
                .findFirst()
                .map(other -> Danger.slow(
                        stays
                                + (other.change().rewrite() ? "rewrites " : "reads every row of ")
                                + other.relation().name(),
                        OWN_MIGRATION,
                        other.relation()))
                .or(() -> statements.stream()
                        .filter(other -> other.follows(lock.ran()))
                        .filter(other ->
                                later.stream().noneMatch(seen -> seen.ran().equals(other)))
                        .flatMap(other -> longWork(other).stream())
                        .findFirst()
                        .map(work -> Danger.anySize(stays + work, OWN_MIGRATION).only(When.AS_WARNING)));
    }

    // How long DDL and the writing of rows take is known by what they read, rewrite and insert; of the rest only the
    // time is known.
    private static Optional<String> longWork(RanStatement later) {
        if (later.inserted() >= MANY_ROWS) {
            return Optional.of(String.format(Locale.ROOT, "inserts %,d rows", later.inserted()));
        }
        return later.ms() >= LONG_MS && later.isQuery() && !later.writesRows()
                ? Optional.of(String.format(Locale.ROOT, "runs for %.1f s", later.ms() / SECOND))
                : Optional.empty();
    }

    private static Optional<Danger> withoutTimeout(LockObservation lock) {
        return lock.blocks() && lock.ran().unlimited()
                ? Optional.of(
                        Danger.anySize(
                                "lock_timeout is 0: the wait for this lock, and of all who queue behind it, is without end",
                                "to leave lock_timeout as nexus.lockTimeout sets it, or SET LOCAL lock_timeout to some seconds"))
                : Optional.empty();
    }

    // LOCK TABLE acquires it for a statement that needs it.
    private boolean isLockForLater(LockObservation lock) {
        return matches(LockRule.LOCK)
                && statements.stream()
                        .filter(other -> other.equals(lock.ran()) || other.follows(lock.ran()))
                        .flatMap(other -> other.words().stream())
                        .anyMatch(words -> words.needs(lock.strongest()) && words.names(lock.relation()));
    }

    /** Whether the safer way is outside of the transaction, so that the lock is not there for its later statements. */
    boolean leaveTheTransaction() {
        return Stream.of(LockRule.CREATE_INDEX, LockRule.REINDEX, LockRule.DROP_INDEX, LockRule.DETACH)
                .anyMatch(this::matches);
    }

    private static boolean blocksTable(LockObservation lock) {
        return lock.relation().holdsRows() && lock.blocks();
    }

    private boolean matches(LockRule rule) {
        return rule.matches(actions());
    }

    private List<String> actions() {
        return together.get(0).ran().actions();
    }
}
