package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A migration that was rehearsed, as every format shows it.
 *
 * @param judgement what the rehearsal showed
 * @param word the one word for it: what stops it, else its verdict
 * @param level how much it matters
 * @param findings everything to report of it
 * @param together the same, with locks that have the same safer way as one
 */
record MigrationView(
        Judgement judgement, String word, Level level, List<FindingView> findings, List<FindingView> together) {

    static MigrationView of(Gate gate, Judgement judgement) {
        List<FindingView> findings = FindingView.each(gate, judgement);
        Level level = Level.worst(findings.stream().map(FindingView::level));
        return new MigrationView(
                judgement, gate.word(judgement), level, findings, FindingView.together(gate, judgement));
    }

    DiscoveredMigration migration() {
        return judgement.migration();
    }

    /** Its full name. */
    String name() {
        return migration().id().toString();
    }

    /** How long its rehearsal took. */
    String time() {
        return Phrases.elapsed(judgement.duration());
    }

    /** How many findings it has, without those that are only information. */
    long count() {
        return judgement.findings().size()
                - findings.stream().filter(one -> one.level() == Level.NOTE).count();
    }

    /** The number of locks, and how many of them are flagged; empty when there are none. */
    String locks() {
        long flagged = judgement.locks().stream().filter(LockNote::flagged).count();
        int all = judgement.locks().size();
        return flagged > 0 ? flagged + " of " + all : all == 0 ? "" : String.valueOf(all);
    }

    /** What was found apart from locks, the worst first. */
    List<FindingView> withoutLocks() {
        return findings.stream()
                .filter(one -> !one.isLock())
                .sorted(worstFirst())
                .toList();
    }

    /** The flagged locks, those with the same safer way as one. */
    List<FindingView> flaggedLocks() {
        return together.stream().filter(FindingView::isLock).toList();
    }

    /** What deserves more than to be counted, the worst first; locks with the same safer way as one. */
    List<FindingView> aboveNotes() {
        return together.stream()
                .filter(one -> one.level() != Level.NOTE)
                .sorted(worstFirst())
                .toList();
    }

    private Comparator<FindingView> worstFirst() {
        return Comparator.comparing(FindingView::level)
                .thenComparing(one -> !one.code().equals(word));
    }

    /** What keeps the release from passing, first what its word is of. */
    List<FindingView> stopping() {
        return aboveNotes().stream().filter(one -> one.level() == Level.STOPS).toList();
    }

    /** What deserves attention and lets the release pass. */
    List<FindingView> warnings() {
        return aboveNotes().stream().filter(one -> one.level() == Level.WARNS).toList();
    }

    /** Every step of its rehearsal, also those that it did not reach. */
    List<StepView> steps() {
        return Arrays.stream(RehearsalStep.values())
                .map(step -> new StepView(
                        step,
                        Optional.ofNullable(judgement.steps().get(step)),
                        withoutLocks().stream()
                                .filter(one -> one.step() == step)
                                .toList(),
                        missing(step)))
                .toList();
    }

    /** Why a step has no time: most migrations have no seeds, and a failure ends the rehearsal of its migration. */
    private String missing(RehearsalStep step) {
        boolean reversible = migration().reversible();
        if (step.compareTo(RehearsalStep.DOWN) >= 0 && !reversible) {
            return StepView.NO_DOWN;
        }
        boolean wentOn = judgement.steps().keySet().stream().anyMatch(later -> later.compareTo(step) > 0);
        boolean ended = !reversible && judgement.steps().containsKey(RehearsalStep.AGAIN);
        return step == RehearsalStep.SEEDS && (wentOn || ended) ? StepView.NONE : StepView.NOT_REACHED;
    }

    /**
     * A step of a rehearsal.
     *
     * @param step the step
     * @param millis how long it took; empty when it was not reached
     * @param findings what it showed
     * @param missing why it has no time
     */
    record StepView(RehearsalStep step, Optional<Long> millis, List<FindingView> findings, String missing) {

        static final String NO_DOWN = "no down";
        static final String NONE = "none";
        static final String NOT_REACHED = "not reached";

        /** How much it matters. */
        Level level() {
            return findings.stream()
                    .map(FindingView::level)
                    .min(Level::compareTo)
                    .orElse(Level.FINE);
        }
    }
}
