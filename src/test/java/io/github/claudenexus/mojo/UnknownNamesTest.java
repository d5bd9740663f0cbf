package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {

    private static final String POM = "in the POM's <properties>";
    private static final UnknownNames NAMES = new UnknownNames(
            new TreeSet<>(Set.of(
                    "nexus.skip",
                    "nexus.target",
                    "nexus.only",
                    "nexus.scope",
                    "nexus.server",
                    "nexus.wait",
                    "nexus.schema",
                    "nexus.debug",
                    "nexus.judge",
                    "nexus.failOn",
                    "nexus.packages",
                    "nexus.lockTimeout",
                    "nexus.failOnPending")),
            Map.of(
                    "migrate", Set.of("databaseUrl", "lockTimeout", "target"),
                    "status", Set.of("databaseUrl", "lockTimeout", "failOnPending"),
                    "help", Set.of("topic")));

    private static String said(Optional<Failure> failure) {
        assertThat(failure).map(Failure::code).hasValue(FailureCode.UNKNOWN_PROPERTY);
        return failure.get().message() + " | " + failure.get().hint();
    }

    private static Optional<Failure> given(String name, boolean called) {
        return NAMES.onCommandLine(Map.of(name, "x"), called);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nexus.skip",
                "nexus.databaseUrl",
                "nexus.scratchUrl",
                "nexus.variables.accounts",
                "nexusUrl",
                "maven.test.skip",
                "skipTests"
            })
    void whatIsKnownOrAnothersPasses(String name) {
        assertThat(given(name, true)).isEmpty();
    }

    @Test
    void anUnknownPropertyOfTheCommandLineIsRefusedAndNamed() {
        assertThat(said(given("nexus.backup", false)))
                .isEqualTo("-Dnexus.backup is not known to this version of the plugin. | It knows nexus.databaseUrl,"
                        + " nexus.debug, nexus.failOn, nexus.failOnPending, nexus.judge, nexus.lockTimeout, nexus.only,"
                        + " nexus.packages, nexus.schema, nexus.scope, nexus.scratchUrl, nexus.server, nexus.skip,"
                        + " nexus.target, nexus.wait and nexus.variables.<name>.");
        assertThat(said(given("nexus.variables.", false)))
                .startsWith("-Dnexus.variables. is not known to this version of the plugin.");
    }

    @Test
    void whatPromisesToChangeNothingStopsAGoalThatWould() {
        assertThat(said(NAMES.brokenPromise("migrate", Map.of("nexus.dryRun", "true"))))
                .isEqualTo("nexus.dryRun is not read by migrate, which would change the database. | Leave it out."
                        + " nexus:status shows what is pending.");
        assertThat(NAMES.brokenPromise("migrate", Map.of("nexus.dryRun", "false")))
                .isEmpty();
        assertThat(NAMES.brokenPromise("migrate", Map.of())).isEmpty();
        assertThat(NAMES.brokenPromise("status", Map.of("nexus.dryRun", "true")))
                .isEmpty();
    }

    @Test
    void theNearestIsSuggested() {
        assertThat(said(given("nexus.databaseURL", false)))
                .isEqualTo("-Dnexus.databaseURL is not known to this version of the plugin."
                        + " | Did you mean -Dnexus.databaseUrl?");
        assertThat(said(given("nexus.variable.accounts", false)))
                .isEqualTo("-Dnexus.variable.accounts is not known to this version of the plugin."
                        + " | Did you mean -Dnexus.variables.accounts?");
    }

    @ParameterizedTest
    @CsvSource({
        "failOnPending, false, nexus.failOnPending",
        "failonpending, false, nexus.failOnPending",
        "databaseUrl, false, nexus.databaseUrl",
        "target, true, nexus.target",
        "skip, true, nexus.skip"
    })
    void aParameterWithoutItsPrefixIsRefused(String name, boolean called, String meant) {
        assertThat(said(given(name, called)))
                .isEqualTo("-D" + name + " is read by no goal of this plugin. | Did you mean -D" + meant
                        + "? If it is for another plugin, give -D" + meant + " as well.");
        assertThat(NAMES.onCommandLine(Map.of(name, "x", meant, "x"), called)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "skip", "scope", "debug"})
    void aWordThatManyPluginsHaveIsNotOursInABuildThatNamesNoGoalOfOurs(String name) {
        assertThat(given(name, false)).isEmpty();
    }

    @Test
    void aPropertyOfThePomThatLooksLikeOursIsRefused() {
        assertThat(said(NAMES.inProperties(Map.of("nexus.lockTimeot", POM))))
                .isEqualTo("The property nexus.lockTimeot in the POM's <properties> is not known to this version of the"
                        + " plugin. | Did you mean nexus.lockTimeout?");
        assertThat(said(NAMES.inProperties(Map.of("nexus.variables.accounts", POM))))
                .endsWith(" | Put the variable into the plugin's <configuration>, as <variables><accounts>, or on the"
                        + " command line.");
    }

    // Names that settings and parent POMs of a company have for its repository manager of that name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nexus.url",
                "nexus.host",
                "nexus.port",
                "nexus.user",
                "nexus.username",
                "nexus.password",
                "nexus.repo",
                "nexus.repository",
                "nexus.releases",
                "nexus.snapshots",
                "nexus.baseUrl",
                "nexus.staging.skip",
                "nexus.staging.autoReleaseAfterClose",
                "nexus.deploy.skip",
                "nexus.group",
                "nexus.public",
                "nexus.mirror",
                "nexus.proxy",
                "nexus.token",
                "nexus.home",
                "nexus.id",
                "nexus.serverId",
                "nexus.servers",
                "nexus.schemas",
                "nexus.debugger",
                "nexus.test.tries"
            })
    void whatLooksLikeNoneOfOursIsWarnedOf(String name) {
        Map<String, String> places = Map.of(name, POM, "nexus.skip", POM, "java.home", "of Maven's JVM");

        assertThat(NAMES.inProperties(places)).isEmpty();
        assertThat(NAMES.ignored(places))
                .contains("Not known to this version of the plugin, and ignored: " + name
                        + " in the POM's <properties>.");
    }

    @Test
    void knownPropertiesAreNotReported() {
        assertThat(NAMES.ignored(Map.of("nexus.skip", POM, "nexus.version", POM, "user.name", "of Maven's JVM")))
                .isEmpty();
    }

    @Test
    void anUnknownElementIsRefused() {
        assertThat(NAMES.inConfiguration(List.of("target", "failOnPending"), "the plugin's <configuration>", List.of()))
                .isEmpty();
        assertThat(said(NAMES.inConfiguration(
                        List.of("target", "failOnPendng"), "the plugin's <configuration>", List.of())))
                .isEqualTo("<failOnPendng> in the plugin's <configuration> is a parameter of no goal of this version of"
                        + " the plugin. | Did you mean <failOnPending>?");
        assertThat(said(NAMES.inConfiguration(List.of("nexus.target"), "the plugin's <configuration>", List.of())))
                .endsWith(" | Did you mean <target>?");
        assertThat(said(NAMES.inConfiguration(List.of("tagret"), "the plugin's <configuration>", List.of())))
                .endsWith(" | Did you mean <target>?");
        assertThat(NAMES.inConfiguration(List.of("topic"), "the plugin's <configuration>", List.of()))
                .isEmpty();
        assertThat(said(NAMES.inConfiguration(List.of("gate"), "the plugin's <configuration>", List.of())))
                .endsWith(" | It knows databaseUrl, failOnPending, lockTimeout, target.");
    }

    @Test
    void anElementOfAnotherGoalFails() {
        String place = "the <configuration> of the execution apply";
        List<String> element = List.of("failOnPending");

        assertThat(NAMES.inConfiguration(element, place, List.of("migrate", "status")))
                .isEmpty();
        assertThat(said(NAMES.inConfiguration(element, place, List.of("migrate"))))
                .isEqualTo("<failOnPending> in the <configuration> of the execution apply is a parameter of status and"
                        + " not of migrate. | Put it into the <configuration> of an execution of status, or of the"
                        + " whole plugin.");
    }
}
