package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing to report of a migration: a finding, a seed, a lock, a sequence. Every format shows these, and none words
 * anything itself.
 *
 * @param level how much it matters
 * @param code a verdict's code, {@code bad-seed}, {@code locks} or {@code sequence}
 * @param step the step that showed it
 * @param about what it is about, the same in every run
 * @param message complete sentences, without the statement
 * @param values the values before and after, where they say more than the message
 * @param place the statement, its file and its line, as far as they are known
 * @param fix what to do; may be empty
 */
record FindingView(
        Level level,
        String code,
        RehearsalStep step,
        String about,
        String message,
        Optional<PropertyValues> values,
        Failure.Place place,
        String fix) {

    private static final int MOST_OTHERS = 5;

    /** Everything to report of a migration, in the order of the steps, the locks last. */
    static List<FindingView> each(Gate gate, Judgement judgement) {
        List<FindingView> all = withoutLocks(gate, judgement);
        flagged(judgement).forEach(lock -> all.add(of(Level.of(gate, lock), lock, "", judgement)));
        return List.copyOf(all);
    }

    /** The same, with locks that have the same safer way as one. */
    static List<FindingView> together(Gate gate, Judgement judgement) {
        List<FindingView> all = withoutLocks(gate, judgement);
        Map<List<Object>, List<LockNote>> alike = flagged(judgement)
                .collect(Collectors.groupingBy(
                        lock -> List.of(Level.of(gate, lock), lock.safer()), LinkedHashMap::new, Collectors.toList()));
        alike.values().forEach(locks -> {
            LockNote first = locks.get(0);
            all.add(of(Level.of(gate, first), first, likewise(locks.subList(1, locks.size())), judgement));
        });
        return List.copyOf(all);
    }

    private static List<FindingView> withoutLocks(Gate gate, Judgement judgement) {
        List<FindingView> all = new ArrayList<>();
        judgement.findings().forEach(finding -> all.add(of(Level.of(gate, judgement, finding), finding, judgement)));
        judgement.failedSeed().ifPresent(seed -> all.add(of(seed)));
        judgement.sequences().stream().filter(SequenceMove::isBack).forEach(move -> all.add(of(move, judgement)));
        return all;
    }

    private static Stream<LockNote> flagged(Judgement judgement) {
        return judgement.locks().stream().filter(LockNote::flagged);
    }

    private static String likewise(List<LockNote> others) {
        if (others.isEmpty()) {
            return "";
        }
        int more = others.size() - MOST_OTHERS;
        return others.stream()
                .limit(MOST_OTHERS)
                .map(lock -> CheckWords.mode(lock) + " on " + lock.relation() + " at "
                        + lock.statement().start())
                .collect(Collectors.joining(", ", " Likewise ", more > 0 ? ", and " + more + " more." : "."));
    }

    /** How many there are of each kind: {@code 2 locks, 1 column-order-only}. */
    static String counted(List<FindingView> findings) {
        Map<String, Long> kinds = findings.stream()
                .collect(Collectors.groupingBy(FindingView::code, LinkedHashMap::new, Collectors.counting()));
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(kind -> kind.getValue() + " "
                        + (kind.getKey().equals(Gate.LOCKS) && kind.getValue() == 1 ? "lock" : kind.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** The file that is to be corrected, or the class: what is found after down is for down to fix. */
    static String file(DiscoveredMigration migration, RehearsalStep step) {
        boolean ofDown =
                switch (step) {
                    case DOWN, DATA, UP_AGAIN -> true;
                    case UP, AGAIN, SEEDS -> false;
                };
        Optional<SqlScript> down = ofDown && migration instanceof SqlMigration sql ? sql.down() : Optional.empty();
        return down.map(SqlScript::file).orElse(migration.origin());
    }

    private static FindingView of(Level level, Finding finding, Judgement judgement) {
        boolean needsFix = finding.fix().isBlank() && finding.code().compareTo(Verdict.DOWN_FAILED) <= 0;
        return new FindingView(
                level,
                finding.code().code(),
                finding.step(),
                finding.step().word() + " " + finding.object() + " "
                        + finding.change().property().orElse(""),
                finding.headline(),
                PropertyValues.of(finding),
                finding.place().orElseGet(() -> in(judgement, finding.step())),
                needsFix ? CheckRule.of(finding.code()).remedy() : finding.fix());
    }

    private static FindingView of(Failure seed) {
        return new FindingView(
                Level.STOPS,
                seed.code().code(),
                RehearsalStep.SEEDS,
                RehearsalStep.SEEDS.word(),
                seed.message(),
                Optional.empty(),
                seed.place(),
                seed.hint());
    }

    private static FindingView of(SequenceMove move, Judgement judgement) {
        return new FindingView(
                Level.WARNS,
                "sequence",
                RehearsalStep.DATA,
                move.sequence(),
                CheckWords.of(move),
                Optional.empty(),
                in(judgement, RehearsalStep.DATA),
                "");
    }

    private static FindingView of(Level level, LockNote lock, String likewise, Judgement judgement) {
        return new FindingView(
                level,
                Gate.LOCKS,
                RehearsalStep.UP,
                lock.relation() + " " + lock.mode().words() + " "
                        + lock.statement().shown(),
                CheckWords.found(lock) + ". " + lock.danger() + likewise,
                Optional.empty(),
                place(judgement, lock.statement()),
                Phrases.capital(lock.safer()));
    }

    private static Failure.Place in(Judgement judgement, RehearsalStep step) {
        DiscoveredMigration migration = judgement.migration();
        return Failure.Place.in(migration.id().toString(), file(migration, step));
    }

    private static Failure.Place place(Judgement judgement, Statement statement) {
        Optional<SourcePosition> position = Optional.of(statement.start()).filter(SourcePosition::isInFile);
        return new Failure.Place(
                Optional.of(judgement.migration().id().toString()),
                Optional.of(judgement.migration().origin()),
                Optional.of(statement.shown()),
                Optional.empty(),
                position);
    }

    /** Whether it is about a lock; locks are shown apart from the steps. */
    boolean isLock() {
        return code.equals(Gate.LOCKS);
    }

    /** Where the statement is, in words; empty when that is not known. */
    String position() {
        return place.where().orElse("");
    }

    /** The statement, after where it is; empty when none is known. */
    String statement() {
        String where = position().isEmpty() ? "" : position() + ": ";
        return place.statement().map(sql -> where + sql).orElse("");
    }

    /** All of it in one paragraph. */
    String sentences() {
        String statement = statement();
        return message
                + (statement.isEmpty() ? "" : " Statement: " + statement + ".")
                + (fix.isBlank() ? "" : " " + fix);
    }
}
