package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.TestFindings;
import io.github.claudenexus.rehearsal.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a property had the values that a finding shows. */
class PropertyValuesTest {

    @ParameterizedTest
    @CsvSource({
        "LEAVES_TRACE,   DOWN,     before up,     after down",
        "NOT_IDEMPOTENT, AGAIN,    after up,      after up again",
        "LEAVES_TRACE,   UP_AGAIN, after up,      after down and up",
        "NOT_RESUMABLE,  AGAIN,    uninterrupted, interrupted and run again",
        "NOT_RESUMABLE,  DOWN,     uninterrupted, interrupted and run again"
    })
    void eachValueSaysWhenItWasSo(Verdict code, RehearsalStep step, String whenBefore, String whenAfter) {
        assertThat(PropertyValues.of(TestFindings.changing(
                                TestFindings.finding(code, step, "column public.item.price", "It differs.", ""),
                                "type",
                                "integer",
                                "bigint"))
                        .orElseThrow())
                .returns(whenBefore, PropertyValues::whenBefore)
                .returns(whenAfter, PropertyValues::whenAfter);
    }
}
