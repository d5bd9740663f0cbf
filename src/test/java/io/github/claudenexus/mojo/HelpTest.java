package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nexus:help prints, from the plugin alone. */
class HelpTest {

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyFailureIsATopic(FailureCode code) throws MojoFailureException {
        assertThat(HelpTopic.lines(code.code(), 80))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("`" + code.code() + "`: "))
                .contains("What happened", "What to do")
                .noneMatch(line -> line.contains("](") || line.startsWith("```"));
    }

    @Test
    void aVerdictIsOnThePageOfVerdicts() throws MojoFailureException {
        assertThat(HelpTopic.lines("leaves-trace", 80)).isEqualTo(HelpTopic.lines("verdict", 80));
    }

    @Test
    void anUnknownTopicNamesTheNearest() {
        assertThatThrownBy(() -> HelpTopic.lines("chnged", 80))
                .hasMessageStartingWith(
                        "There is no topic chnged. Did you mean -Dtopic=changed?\n\nThe topics are ahead, ");
        assertThatThrownBy(() -> HelpTopic.lines("../changed", 80)).hasMessageStartingWith("There is no topic");
        assertThatThrownBy(() -> HelpTopic.lines("true", 80)).hasMessageStartingWith("-Dtopic names no topic.");
    }

    @Test
    void goalsAndTheirParametersAsTheDescriptorHasThem() throws MojoFailureException {
        assertThat(GoalHelp.load().lines(null, false, 80, 2))
                .contains("nexus:migrate", "nexus:status", "nexus:rollback-check", "nexus:help")
                .noneMatch(line -> line.contains("User property"));
        assertThat(GoalHelp.load().lines("status", true, 80, 2))
                .contains("nexus:status", "  Available parameters:", "    failOnPending (Default: false)")
                .contains("      User property: nexus.failOnPending")
                .doesNotContain("nexus:migrate")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThatThrownBy(() -> GoalHelp.load().lines("migrat", false, 80, 2))
                .hasMessage("There is no goal migrat. The goals are help, migrate, rollback, rollback-check, start,"
                        + " status, stop.");
    }
}
