package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final SortedSet<String> PARAMETERS = new TreeSet<>(List.of("nexus.skip", "nexus.target"));

    @Test
    void knownPropertiesPass() {
        assertThatCode(() -> new CommandLine(Map.of(
                                "nexus.skip", "true",
                                "nexus.databaseUrl", "postgresql://localhost/a",
                                "nexus.variables.accounts", "a=b",
                                "nexusUrl", "another plugin's",
                                "maven.test.skip", "true"))
                        .refuseUnknown(PARAMETERS))
                .doesNotThrowAnyException();
    }

    @Test
    void anUnknownOneIsRefusedAndNamed() {
        assertThatThrownBy(() -> new CommandLine(Map.of("nexus.dryRun", "true")).refuseUnknown(PARAMETERS))
                .isInstanceOfSatisfying(NexusException.class, refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.UNKNOWN_PROPERTY);
                    assertThat(refused.failure().message())
                            .isEqualTo("-Dnexus.dryRun is not known to this version of the plugin.");
                    assertThat(refused.failure().hint())
                            .isEqualTo("It knows nexus.databaseUrl, nexus.scratchUrl, nexus.skip, nexus.target"
                                    + " and nexus.variables.<name>.");
                });
    }

    @Test
    void theNearestIsSuggested() {
        assertThatThrownBy(() -> new CommandLine(Map.of("nexus.databaseURL", "x")).refuseUnknown(PARAMETERS))
                .isInstanceOfSatisfying(NexusException.class, refused -> assertThat(
                                refused.failure().hint())
                        .startsWith("Did you mean -Dnexus.databaseUrl? "));
    }

    @Test
    void aVariableWithoutANameIsUnknown() {
        assertThatThrownBy(() -> new CommandLine(Map.of("nexus.variables.", "x")).refuseUnknown(PARAMETERS))
                .hasMessage("-Dnexus.variables. is not known to this version of the plugin.");
    }

    @Test
    void variablesOfTheCommandLineWin() {
        CommandLine line = new CommandLine(Map.of("nexus.variables.b", "line", "nexus.variables.c", "line"));

        assertThat(line.variables(Map.of("a", "pom", "b", "pom")))
                .isEqualTo(Map.of("a", "pom", "b", "line", "c", "line"));
        assertThat(line.variables(null)).isEqualTo(Map.of("b", "line", "c", "line"));
    }
}
