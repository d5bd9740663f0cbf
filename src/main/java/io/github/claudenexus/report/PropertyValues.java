package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.Optional;

/**
 * The values of a property that a finding is about.
 *
 * @param object the object that has it
 * @param property the property
 * @param whenBefore when it had the earlier value: {@code before up}
 * @param before the earlier value; empty when it had none
 * @param whenAfter when it had the later value: {@code after down}
 * @param after the later value; empty when it has none
 */
record PropertyValues(
        String object,
        String property,
        String whenBefore,
        Optional<String> before,
        String whenAfter,
        Optional<String> after) {

    private static final String NOTHING = "(not there)";

    /** Those of a finding, where they say more than its message does. */
    static Optional<PropertyValues> of(Finding finding) {
        Optional<String> property = finding.change().property();
        Optional<String> before = finding.change().before();
        Optional<String> after = finding.change().after();
        boolean isSaid = before.filter(value -> !finding.message().contains(value))
                        .isEmpty()
                && after.filter(value -> !finding.message().contains(value)).isEmpty();
        if (property.isEmpty() || isSaid) {
            return Optional.empty();
        }
        return Optional.of(new PropertyValues(
                finding.object().toString(), property.get(), whenBefore(finding), before, whenAfter(finding), after));
    }

    private static String whenBefore(Finding finding) {
        if (finding.code() == Verdict.NOT_RESUMABLE) {
            return "uninterrupted";
        }
        return switch (finding.step()) {
            case AGAIN, UP_AGAIN -> "after up";
            case UP, SEEDS, DOWN, DATA -> "before up";
        };
    }

    private static String whenAfter(Finding finding) {
        if (finding.code() == Verdict.NOT_RESUMABLE) {
            return "interrupted and run again";
        }
        return switch (finding.step()) {
            case AGAIN -> "after up again";
            case UP_AGAIN -> "after down and up";
            case UP, SEEDS, DOWN, DATA -> "after down";
        };
    }

    /** The earlier value as people read it. */
    String shownBefore() {
        return before.orElse(NOTHING);
    }

    /** The later value as people read it. */
    String shownAfter() {
        return after.orElse(NOTHING);
    }
}
