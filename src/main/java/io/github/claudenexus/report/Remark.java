package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Step;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing there is to say of a migration: a finding, a seed, a lock, a sequence. Every format shows these, and none
 * puts its words together by itself.
 *
 * @param weight how much it matters
 * @param code a verdict's code, {@code bad-seed}, {@code locks} or {@code sequence}
 * @param step the step that showed it
 * @param about what it is about, the same in every run
 * @param message sentences that stand by themselves, without the statement
 * @param finding the finding, if it is one
 * @param place the statement, its file and its line, as far as they are known
 * @param fix what to do; may be empty
 */
record Remark(
        Weight weight,
        String code,
        Step step,
        String about,
        String message,
        Optional<Finding> finding,
        Failure.Place place,
        String fix) {

    /** Everything there is to say of a migration, in the order of the steps, the locks last. */
    static List<Remark> of(Gate gate, Judgement judgement) {
        List<Remark> all = new ArrayList<>();
        judgement.findings().forEach(finding -> all.add(of(Weight.of(gate, judgement, finding), finding)));
        judgement.failedSeed().ifPresent(seed -> all.add(of(seed)));
        judgement.sequences().stream().filter(SequenceMove::isBack).forEach(move -> all.add(of(move)));
        judgement.locks().stream()
                .filter(LockNote::flagged)
                .forEach(lock -> all.add(of(Weight.of(gate, lock), lock, judgement)));
        return List.copyOf(all);
    }

    private static Remark of(Weight weight, Finding finding) {
        return new Remark(
                weight,
                finding.code().code(),
                finding.step(),
                finding.step().word() + " " + finding.object() + " " + finding.property(),
                finding.headline(),
                Optional.of(finding),
                finding.place().orElse(Failure.Place.NOWHERE),
                finding.fix().isBlank() && finding.code().compareTo(Verdict.DOWN_FAILED) <= 0
                        ? CheckWords.remedy(finding.code())
                        : finding.fix());
    }

    private static Remark of(Failure seed) {
        return new Remark(
                Weight.STOPS,
                seed.code().code(),
                Step.SEEDS,
                Step.SEEDS.word(),
                seed.message(),
                Optional.empty(),
                seed.place(),
                seed.hint());
    }

    private static Remark of(SequenceMove move) {
        return new Remark(
                Weight.WARNS,
                "sequence",
                Step.DATA,
                move.sequence(),
                CheckWords.of(move),
                Optional.empty(),
                Failure.Place.NOWHERE,
                "");
    }

    private static Remark of(Weight weight, LockNote lock, Judgement judgement) {
        return new Remark(
                weight,
                Gate.LOCKS,
                Step.UP,
                lock.relation() + " " + lock.mode().words() + " "
                        + lock.statement().shown(),
                CheckWords.of(lock) + ".",
                Optional.empty(),
                place(judgement, lock.statement()),
                lock.advice());
    }

    /** Where a statement is written, if it is in a file. */
    static Failure.Place place(Judgement judgement, Statement statement) {
        Optional<SourcePosition> position = Optional.of(statement.start()).filter(SourcePosition::isInFile);
        return new Failure.Place(
                Optional.of(judgement.migration().id().toString()),
                position.map(SourcePosition::origin),
                Optional.of(statement.shown()),
                Optional.empty(),
                position);
    }

    /** Whether there are values before and after that tell more than the message. */
    boolean hasValues() {
        return finding.filter(CheckWords::hasValues).isPresent();
    }

    /** The statement on one line, after where it is; empty when none is known. */
    String statement() {
        return place.statement()
                .map(sql -> place.where().map(at -> at + ": ").orElse("") + sql)
                .orElse("");
    }

    /** All of it on one line. */
    String sentences() {
        String statement = statement();
        return message
                + (statement.isEmpty() ? "" : " Statement: " + statement + ".")
                + (fix.isBlank() ? "" : " " + fix);
    }
}
