package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.testing.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileParametersTest {

    private static final Path PROJECT = Path.of("/project");
    private static final Map<String, String> VARIABLES = Map.of("role", "reader", "flyway:table", "mine");

    @Test
    void ourOwnFilesWithoutPlaceholdersAreTheDefault() {
        assertThat(new FileParameters(null, null, null).files(PROJECT, VARIABLES))
                .isEqualTo(SqlFiles.ours(PROJECT));
    }

    @Test
    void placeholdersAreReplacedInFlywaysLayoutAndWhereTheyAreAskedFor() {
        assertThat(files("flyway", null).placeholders()).hasValueSatisfying(placeholders -> {
            assertThat(placeholders.known())
                    .containsEntry("role", "reader")
                    .containsEntry("flyway:table", "mine")
                    .containsEntry("flyway:workingDirectory", "/project")
                    .containsEntry("flyway:environment", "default")
                    .containsKey("flyway:timestamp");
            assertThat(placeholders.ofDatabase())
                    .containsExactly("flyway:database", "flyway:defaultSchema", "flyway:user");
        });
        assertThat(files("flyway", "false").placeholders()).isEmpty();
        assertThat(files("mybatis", null).placeholders()).isEmpty();
        assertThat(files("mybatis", "true").placeholders())
                .hasValueSatisfying(
                        placeholders -> assertThat(placeholders.ofDatabase()).isEmpty());
    }

    @Test
    void locationsMayBeSeparatedByCommas() {
        SqlFiles files = new FileParameters("diesel", List.of("a, b", "c"), null).files(PROJECT, VARIABLES);

        assertThat(files.layout()).isEqualTo(Layout.DIESEL);
        assertThat(files.locations()).containsExactly("a", "b", "c");
    }

    @Test
    void anUnknownLayoutIsRefusedWithThoseThatAreKnown() {
        assertThat(refused("Flyway", null, "nexus.layout: \"Flyway\" is no layout that this version knows."))
                .isEqualTo("Did you mean flyway? It knows nexus, flyway, mybatis, golang-migrate, diesel, dbmate.");
        assertThat(refused("liquibase", null, "nexus.layout: \"liquibase\" is no layout that this version knows."))
                .isEqualTo("It knows nexus, flyway, mybatis, golang-migrate, diesel, dbmate.");
        refused("flyway", "yes", "nexus.placeholders: \"yes\" is not a valid choice.");
    }

    private static String refused(String layout, @Nullable String placeholders, String message) {
        return Refusal.of(() -> files(layout, placeholders), FailureCode.BAD_PARAMETER, message)
                .hint();
    }

    private static SqlFiles files(String layout, @Nullable String placeholders) {
        return new FileParameters(layout, List.of(), placeholders).files(PROJECT, VARIABLES);
    }
}
