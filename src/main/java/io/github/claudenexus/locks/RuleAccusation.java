package io.github.claudenexus.locks;

import java.util.List;
import java.util.Optional;

/** Why a statement is accused of its lock on one relation; empty where there is no safer way. */
final class RuleAccusation {

    private static final String NEW_RELEASE =
            "first release code that no longer uses it, and do this in a later migration with a short lock_timeout";

    private RuleAccusation() {}

    /**
     * What is wrong, and what is better.
     *
     * @param what the kind of statement, and what it does under the lock
     * @param safer PostgreSQL's own words for the safer way
     */
    record Accusation(String what, String safer) {}

    /** By what became of the relation itself. */
    static Optional<Accusation> own(Sighting sighting, List<String> statements) {
        if (!sighting.relation().holdsRows() && !sighting.relation().isIndex()) {
            return Optional.empty();
        }
        return takesAway(sighting)
                .or(() -> rewrite(sighting, statements))
                .or(() -> scan(sighting, statements))
                .or(() -> byText(sighting, statements));
    }

    private static Optional<Accusation> takesAway(Sighting sighting) {
        Change change = sighting.change();
        if (!sighting.relation().holdsRows() || !change.takesAway()) {
            return Optional.empty();
        }
        String what = change.gone()
                ? (sighting.relation().kind() == 'm' ? "DROP MATERIALIZED VIEW" : "DROP TABLE")
                        + " takes away what running code may still use"
                : change.renamed()
                        ? "RENAME takes away the name that running code may still use"
                        : "DROP COLUMN or RENAME COLUMN takes away what running code may still use ("
                                + String.join(
                                        ", ",
                                        change.columnsGone().stream().sorted().toList()) + ")";
        return Optional.of(new Accusation(what, NEW_RELEASE));
    }

    private static Optional<Accusation> rewrite(Sighting sighting, List<String> statements) {
        if (RuleKind.TRUNCATE.matches(statements) && sighting.strongest().blocksReads()) {
            return Optional.of(new Accusation(
                    "TRUNCATE takes away every row that running code may still use", RuleKind.TRUNCATE.safer()));
        }
        if (!sighting.change().rewrite() || !sighting.strongest().blocksReads()) {
            return Optional.empty();
        }
        Optional<RuleKind> kind = RuleKind.first(RuleKind.REWRITES, statements);
        return Optional.of(new Accusation(
                kind.map(RuleKind::words).orElse("The statement") + " writes it anew",
                kind.map(RuleKind::safer).orElse("a new relation or column, filled in batches, then exchanged")));
    }

    private static Optional<Accusation> scan(Sighting sighting, List<String> statements) {
        if (!sighting.change().scan() || !sighting.ranBlocking()) {
            return Optional.empty();
        }
        Optional<RuleKind> kind = RuleKind.first(RuleKind.SCANS, statements);
        if (!sighting.blocks() && kind.isEmpty()) {
            return Optional.of(new Accusation(
                    (RuleKind.VALIDATE.matches(statements) ? RuleKind.VALIDATE.words() : "The statement")
                            + " reads every row while an earlier statement's lock is held",
                    "this statement in another transaction, after the commit of the one with the lock; changes of many rows"
                            + " in batches"));
        }
        return Optional.of(new Accusation(
                kind.map(RuleKind::words).orElse("The statement") + " reads every row",
                kind.map(RuleKind::safer)
                        .orElse("to read the rows in a transaction of its own that holds no such lock")));
    }

    private static Optional<Accusation> byText(Sighting sighting, List<String> statements) {
        LockMode mode = sighting.strongestTaken().orElse(LockMode.ACCESS_SHARE);
        if (mode.blocksReads() && RuleKind.DROP_INDEX.matches(statements)) {
            return Optional.of(new Accusation("DROP INDEX waits for everybody", RuleKind.DROP_INDEX.safer()));
        }
        if (sighting.blocks() && RuleKind.LOCK.matches(statements)) {
            return Optional.of(new Accusation("LOCK TABLE keeps others away until the commit", RuleKind.LOCK.safer()));
        }
        return Optional.empty();
    }

    /** For a table that waits while another one is read or written, as both ends of a foreign key do. */
    static Optional<Accusation> besides(Sighting sighting, List<Sighting> others, List<String> statements) {
        if (!sighting.relation().holdsRows() || !sighting.blocks()) {
            return Optional.empty();
        }
        return others.stream()
                .filter(other -> other.relation().holdsRows() && other.change().takesLong() && other.ranBlocking())
                .findFirst()
                .flatMap(other -> own(other, statements)
                        .map(accusation -> new Accusation(
                                accusation
                                        .what()
                                        .replaceFirst(
                                                "it anew$", other.relation().name() + " anew")
                                        .replaceFirst(
                                                " reads every row",
                                                " reads every row of "
                                                        + other.relation().name()),
                                accusation.safer())));
    }

    /** For the lock that follows weaker ones of earlier statements. */
    static Optional<Accusation> escalation(Sighting sighting) {
        return sighting.held()
                .filter(earlier -> sighting.relation().holdsRows()
                        && sighting.blocks()
                        && earlier.compareTo(sighting.strongest()) < 0)
                .map(earlier -> new Accusation(
                        "Lock escalation: an earlier statement of this transaction holds only " + earlier.words()
                                + " on it, and two sessions that both go on to more are a deadlock",
                        "to take the strongest lock first, or each in a transaction of its own"));
    }
}
