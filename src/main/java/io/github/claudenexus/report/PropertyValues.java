package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.RehearsalStep;
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
        String whenAfter =
                switch (finding.step()) {
                    case AGAIN -> "after up again";
                    case UP_AGAIN -> "after down and up";
                    default -> "after down";
                };
        return Optional.of(new PropertyValues(
                finding.object().toString(),
                property.get(),
                finding.step() == RehearsalStep.AGAIN ? "after up" : "before up",
                before,
                whenAfter,
                after));
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
