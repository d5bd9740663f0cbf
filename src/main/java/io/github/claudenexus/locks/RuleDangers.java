package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Danger.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is dangerous about the locks of one statement, by what was seen and, for the words, by its text. */
final class RuleDangers {

    private static final String NEW_RELEASE =
            "first release code that no longer uses it, and do this in a later migration with a short lock_timeout";
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

    private final Ran ran;
    private final List<String> actions;
    private final List<LockObservation> together;

    /**
     * Of one statement.
     *
     * @param together all that it was seen to do
     */
    RuleDangers(List<LockObservation> together) {
        this.ran = together.get(0).ran();
        this.actions = ran.actions();
        this.together = together;
    }

    /** By what became of the relation itself. */
    List<Danger> own(LockObservation sighting) {
        List<Danger> dangers = new ArrayList<>();
        takesAway(sighting).ifPresent(dangers::add);
        if (sighting.relation().holdsRows() || sighting.relation().isIndex()) {
            rewrite(sighting)
                    .or(() -> scan(sighting))
                    .or(() -> everyRow(sighting))
                    .ifPresent(dangers::add);
            lock(sighting).ifPresent(dangers::add);
        }
        return dangers;
    }

    private static Optional<Danger> takesAway(LockObservation sighting) {
        Change change = sighting.change();
        Relation relation = sighting.relation();
        if (!relation.isCalledByName() || !change.takesAway()) {
            return Optional.empty();
        }
        String what;
        if (relation.kind() == Relation.LABEL) {
            what = "RENAME VALUE takes away the label " + relation.plain() + " that running code may still use";
        } else if (change.gone()) {
            what = dropped(relation) + " takes away what running code may still use";
        } else if (change.renamed()) {
            what = "RENAME takes away the name that running code may still use";
        } else {
            what = "DROP COLUMN or RENAME COLUMN takes away what running code may still use ("
                    + String.join(", ", change.columnsGone().stream().sorted().toList()) + ")";
        }
        return Optional.of(Danger.anySize(what, NEW_RELEASE));
    }

    private static String dropped(Relation relation) {
        return switch (relation.kind()) {
            case 'm' -> "DROP MATERIALIZED VIEW";
            case 'v' -> "DROP VIEW";
            default -> "DROP TABLE";
        };
    }

    private Optional<Danger> rewrite(LockObservation sighting) {
        if (!sighting.strongest().blocksReads()) {
            return Optional.empty();
        }
        if (RuleKind.TRUNCATE.matches(actions)) {
            return Optional.of(Danger.anySize(RuleKind.TRUNCATE.words(), RuleKind.TRUNCATE.safer(false)));
        }
        if (!sighting.change().rewrite()) {
            return Optional.empty();
        }
        Optional<RuleKind> kind = RuleKind.first(RuleDeed.REWRITE, actions);
        return Optional.of(Danger.slow(
                kind.map(RuleKind::words).orElse("The statement") + " rewrites "
                        + sighting.relation().name(),
                kind.map(it -> it.safer(isPartitioned(sighting)))
                        .orElse("a new relation or column, filled in batches, then exchanged"),
                sighting.relation()));
    }

    private Optional<Danger> scan(LockObservation sighting) {
        if (!sighting.change().scan() || !sighting.ranBlocking()) {
            return Optional.empty();
        }
        Optional<RuleKind> kind = RuleKind.first(RuleDeed.SCAN, actions);
        String reads = " reads every row of " + sighting.relation().name();
        if (!sighting.blocks() && kind.isEmpty()) {
            String words = RuleKind.VALIDATE.matches(actions) ? RuleKind.VALIDATE.words() : "The statement";
            return Optional.of(Danger.slow(
                    words + reads + " while an earlier statement's lock is held",
                    OWN_TRANSACTION,
                    sighting.relation()));
        }
        Danger danger = Danger.slow(
                kind.map(RuleKind::words).orElse("The statement") + reads,
                kind.map(it -> it.safer(isPartitioned(sighting)))
                        .orElse("to read the rows in a transaction of its own that holds no such lock"),
                sighting.relation());
        return Optional.of(
                kind.filter(RuleKind.DOMAIN_VALIDATE::equals).isPresent() ? danger.only(When.ON_BIG) : danger);
    }

    private static Optional<Danger> everyRow(LockObservation sighting) {
        return sighting.change().all()
                ? Optional.of(Danger.slow(
                                "The statement changes every row of "
                                        + sighting.relation().name()
                                        + " in one transaction, which keeps the rows locked"
                                        + " until its end and leaves as many dead ones behind",
                                BATCHES,
                                sighting.relation())
                        .only(When.ON_BIG))
                : Optional.empty();
    }

    private Optional<Danger> lock(LockObservation sighting) {
        LockMode mode = sighting.strongestTaken().orElse(LockMode.NONE);
        boolean parent =
                sighting.relation().isPartitioned() && !sighting.change().gone();
        Optional<RuleKind> kind = Optional.empty();
        if (mode.blocksReads() && RuleKind.DROP_INDEX.matches(actions)) {
            kind = Optional.of(RuleKind.DROP_INDEX);
        } else if (mode.blocksReads() && parent && RuleKind.DETACH.matches(actions)) {
            kind = Optional.of(RuleKind.DETACH);
        } else if (mode.blocksReads() && parent && RuleKind.PARTITION_OF.matches(actions)) {
            kind = Optional.of(RuleKind.PARTITION_OF);
        } else if (mode.blocksReads() && parent && RuleKind.DROP_PARTITION.matches(actions) && dropsPartition()) {
            kind = Optional.of(RuleKind.DROP_PARTITION);
        }
        if (kind.isPresent()) {
            return kind.map(it -> Danger.slow(it.words(), it.safer(isPartitioned(sighting)), sighting.relation()));
        }
        return sighting.blocks() && RuleKind.LOCK.matches(actions)
                ? Optional.of(Danger.anySize(RuleKind.LOCK.words(), RuleKind.LOCK.safer(false)))
                : Optional.empty();
    }

    private boolean dropsPartition() {
        return together.stream()
                .anyMatch(other -> other.change().gone() && other.relation().isPartition());
    }

    // A partition alone has what any table has; it is the statement on the whole that has no such forms.
    private boolean isPartitioned(LockObservation sighting) {
        Relation relation = sighting.relation();
        return (relation.isPartitioned() || relation.isPartition())
                && together.stream().anyMatch(other -> other.relation().isPartitioned() && other.ranBlocking());
    }

    /** For a table that waits while another one is read or rewritten, as both ends of a foreign key do. */
    Optional<Danger> beside(LockObservation sighting) {
        if (!sighting.relation().holdsRows() || !sighting.blocks()) {
            return Optional.empty();
        }
        return together.stream()
                .filter(other -> !other.equals(sighting) && other.blockedLong())
                .findFirst()
                .flatMap(other -> rewrite(other).or(() -> scan(other)));
    }

    /** For the lock that follows weaker ones of earlier statements, whose holders wait for each other. */
    static Optional<Danger> escalation(LockObservation sighting) {
        if (!sighting.relation().holdsRows() || !sighting.blocks()) {
            return Optional.empty();
        }
        return sighting.held().modes().stream()
                .filter(earlier -> earlier.compareTo(sighting.strongest()) < 0)
                .filter(earlier -> switch (earlier) {
                    case ROW_SHARE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE -> true;
                    case ROW_EXCLUSIVE -> sighting.held().rows();
                    default -> false;
                })
                .max(LockMode::compareTo)
                .map(earlier -> Danger.anySize(
                        "Lock escalation: an earlier statement of this transaction holds only " + earlier.words()
                                + " on it, and two sessions that both go on to more are a deadlock",
                        "to take the strongest lock first, or each in a transaction of its own"));
    }

    /** For a lock that is held while a later statement works on something else. */
    static Optional<Danger> staysLocked(LockObservation sighting, List<LockObservation> all, List<Ran> statements) {
        if (!sighting.relation().holdsRows() || !sighting.blocks()) {
            return Optional.empty();
        }
        String stays = sighting.relation().name() + " stays locked while a later statement ";
        List<LockObservation> later = all.stream()
                .filter(other -> other.ran().follows(sighting.ran()))
                .filter(other -> other.relation().holdsRows() && other.change().takesLong())
                .toList();
        Optional<Danger> work = later.stream()
                .filter(other -> other.relation().oid() != sighting.relation().oid())
                .findFirst()
                .map(other -> Danger.slow(
                        stays
                                + (other.change().rewrite() ? "rewrites " : "reads every row of ")
                                + other.relation().name(),
                        OWN_MIGRATION,
                        other.relation()));
        return work.or(() -> statements.stream()
                .filter(other -> other.follows(sighting.ran()))
                .filter(other -> later.stream().noneMatch(seen -> seen.ran().equals(other)))
                .flatMap(other -> unseenWork(other).stream())
                .findFirst()
                .map(what -> Danger.anySize(stays + what, OWN_MIGRATION).only(When.AS_WARNING)));
    }

    // What DDL and the writing of rows take is known by what they read, rewrite and insert; of the rest only the time.
    private static Optional<String> unseenWork(Ran later) {
        if (later.inserted() >= MANY_ROWS) {
            return Optional.of(String.format(Locale.ROOT, "inserts %,d rows", later.inserted()));
        }
        return later.ms() >= LONG_MS && RuleText.isQuery(later.sql()) && !RuleText.writesRowsOnly(later.sql())
                ? Optional.of(String.format(Locale.ROOT, "runs for %.1f s", later.ms() / SECOND))
                : Optional.empty();
    }

    /** For a lock that would be waited for without end. */
    static Optional<Danger> waitsForEver(LockObservation sighting) {
        return sighting.blocks() && sighting.ran().waitsForEver()
                ? Optional.of(
                        Danger.anySize(
                                "lock_timeout is 0: the wait for this lock, and of all who queue behind it, is without end",
                                "to leave lock_timeout as nexus.lockTimeout sets it, or SET LOCAL lock_timeout to some seconds"))
                : Optional.empty();
    }

    /** Whether a later statement of the transaction needs the lock that LOCK TABLE acquires. */
    static boolean isNeededLater(LockObservation sighting, List<Ran> statements) {
        return RuleKind.LOCK.matches(sighting.ran().actions())
                && statements.stream()
                        .filter(other -> other.equals(sighting.ran()) || other.follows(sighting.ran()))
                        .flatMap(other -> RuleText.statements(other.sql()).stream())
                        .anyMatch(text -> RuleText.needs(sighting.strongest(), text)
                                && RuleText.names(text, sighting.relation()));
    }
}
