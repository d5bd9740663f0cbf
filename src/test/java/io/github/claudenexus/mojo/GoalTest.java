package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.layout.Version;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which parameters of a goal say nothing beside one another. */
class GoalTest {

    private static final Optional<Version> FIVE = Optional.of(Version.of("005"));

    @Test
    void aBaselineAppliesNothingSoNothingSaysWhatItApplies() {
        refusedBesideBaseline(new PlanRequest(FIVE, Optional.empty(), false));
        refusedBesideBaseline(new PlanRequest(Optional.empty(), FIVE, false));
        refusedBesideBaseline(
                new PlanRequest(Optional.empty(), Optional.empty(), false, false, false, Others.TAKE_OVER));
        assertThat(migrate(new PlanRequest(Optional.empty(), Optional.empty(), false, false, true, Others.IGNORE), FIVE)
                        .baseline())
                .isEqualTo(FIVE);
    }

    private static void refusedBesideBaseline(PlanRequest request) {
        assertThatThrownBy(() -> migrate(request, FIVE))
                .hasMessage("nexus.baseline: it records what is there and applies nothing, so it goes with none of"
                        + " nexus.target, nexus.only and nexus.takeOver=true.");
        assertThat(migrate(request, Optional.empty()).request()).isEqualTo(request);
    }

    private static Goal.Migrate migrate(PlanRequest request, Optional<Version> baseline) {
        return new Goal.Migrate(request, baseline, Optional.empty(), Duration.ZERO);
    }
}
