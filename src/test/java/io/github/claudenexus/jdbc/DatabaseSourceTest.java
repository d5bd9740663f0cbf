package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.DatabaseSource.Embedded;
import io.github.claudenexus.jdbc.DatabaseSource.Given;
import io.github.claudenexus.jdbc.PgEnvironment.LocalUser;
import io.github.claudenexus.jdbc.PgEnvironment.Login;
import io.github.claudenexus.testing.Refusal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSourceTest {

    private static final LocalUser ME = new LocalUser("me", Path.of("/home/me"), false);

    @ParameterizedTest
    @CsvSource({
        "property, pom, variable, pg, property",
        "'', pom, variable, pg, pom",
        ", ' ', variable, pg, variable",
        ",, '', pg, pg",
    })
    void theFirstThatIsSetWins(
            @Nullable String property, @Nullable String pom, String variable, String pg, String expected) {
        Given given = (Given) choose(url(property), url(pom), Map.of("DATABASE_URL", url(variable), "PGHOST", pg));

        assertThat(given.settings().server().host()).isEqualTo(expected);
        assertThat(given.source())
                .isEqualTo(Map.of(
                                "property", "-Dnexus.databaseUrl on the command line",
                                "pom", "<databaseUrl> in the POM",
                                "variable", "DATABASE_URL in the environment",
                                "pg", "PG* in the environment")
                        .get(expected));
    }

    @Test
    void aLaterSettingIsNotEvenRead() {
        assertThat(choose("postgresql://h/d", "nonsense", Map.of("DATABASE_URL", "nonsense", "PGHOST", "/x")))
                .isInstanceOf(Given.class);
    }

    @Test
    void embeddedIsTheWordForThePluginsOwnServer() {
        assertThat(choose(null, " embedded ", Map.of())).isEqualTo(new Embedded("<databaseUrl> in the POM"));
    }

    @Test
    void noSettingIsAFailureThatListsThem() {
        Failure refused = Refusal.of(
                () -> choose(null, "", Map.of("PGUSER", "ada")),
                FailureCode.NO_DATABASE,
                "No setting names a database.");

        assertThat(refused.hint())
                .isEqualTo("Give one of these: -Dnexus.databaseUrl=postgresql://user@host:5432/database on the command"
                        + " line, <databaseUrl> in the POM, DATABASE_URL in the environment, or PGHOST, PGSERVICE or"
                        + " PGDATABASE in the environment. The word embedded in place of a URL starts the plugin's own"
                        + " PostgreSQL.");
    }

    @Test
    void aBadUrlIsReportedWithItsSource() {
        NexusException thrown = catchThrowableOfType(
                NexusException.class, () -> choose(null, null, Map.of("DATABASE_URL", "mysql://u:s3cret@h/d")));

        assertThat(thrown)
                .hasMessage("The database URL from DATABASE_URL in the environment has the scheme \"mysql\";"
                        + " only PostgreSQL can be migrated.")
                .hasNoCause();
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.NOT_POSTGRESQL);
    }

    @Test
    void aUrlWithoutAPasswordGetsThatOfThePasswordFile() {
        assertThat(password("postgresql://ada@h/d")).isEqualTo("of the file");
        assertThat(password("postgresql://ada:own@h/d")).isEqualTo("own");
        assertThat(password("postgresql://ada@other/d")).isEmpty();
    }

    @Test
    void aLoginCompletesWhatTheUrlDoesNotSay() {
        assertThat(login("postgresql://h/d")).isEqualTo("bob:kept");
        assertThat(login("postgresql://ada@h/d")).isEqualTo("ada:kept");
        assertThat(login("postgresql://:own@h/d")).isEqualTo("bob:own");
        assertThat(login("postgresql://ada:own@h/d")).isEqualTo("ada:own");
        assertThat(login("postgresql://a,h/d")).isEqualTo("bob:kept");
        assertThat(login(null)).isEqualTo("bob:kept");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://h/d, postgresql://eve@h:5432/d, env",
        "jdbc:postgresql://h/d, postgresql://eve@h:5432/d, env",
        "postgresql://h, postgresql://eve@h:5432/eve, env",
        "postgresql://ada@h/d, postgresql://ada@h:5432/d, env",
        "postgresql://:own@h/d, postgresql://eve@h:5432/d, own",
        "'jdbc:postgresql://h/d?user=ada&password=own', postgresql://ada@h:5432/d, own",
    })
    void asInLibpqPguserAndPgpasswordCompleteAUrlBeforeThePasswordFileDoes(
            String url, String described, String password) {
        PgEnvironment environment = new PgEnvironment(
                Map.of("DATABASE_URL", url, "PGUSER", "eve", "PGPASSWORD", "env"),
                ME,
                file -> Optional.empty(),
                file -> Optional.of("*:*:*:*:file"));
        ConnectionSettings settings = ((Given) DatabaseSource.choose(null, null, environment)).settings();

        assertThat(settings.describe()).isEqualTo(described);
        assertThat(settings.password().reveal()).isEqualTo(password);
        assertThat(((Given) DatabaseSource.choose(
                                "postgresql://h/d", null, environment.with(new Login("bob", Secret.of("kept")))))
                        .settings()
                        .password()
                        .reveal())
                .as("a login that the build names comes before the environment")
                .isEqualTo("kept");
    }

    @Test
    void aLoginWithoutAPasswordLeavesThePasswordFile() {
        Given given = (Given) DatabaseSource.choose(
                "postgresql://h/d", null, withFile("h:5432:d:bob:of the file").with(new Login("bob", Secret.NONE)));

        assertThat(given.settings().password().reveal()).isEqualTo("of the file");
    }

    @Test
    void aUrlMayNameThePasswordFile() {
        PgEnvironment environment = new PgEnvironment(
                Map.of("PGPASSFILE", "/usual"), ME, file -> Optional.empty(), file -> Optional.of("*:*:*:*:" + file));
        Given given = (Given) DatabaseSource.choose("postgresql://h/d?passfile=/this%20one", null, environment);

        assertThat(given.settings().password().reveal()).isEqualTo("/this one");
    }

    private static String login(@Nullable String url) {
        PgEnvironment environment = new PgEnvironment(
                        Map.of("PGHOST", "h"), ME, file -> Optional.empty(), file -> Optional.of("*:*:*:*:file"))
                .with(new Login("bob", Secret.of("kept")));
        ConnectionSettings settings = ((Given) DatabaseSource.choose(url, null, environment)).settings();
        assertThat(settings.secrets().get(0)).isSameAs(settings.password());
        return settings.user() + ":" + settings.password().reveal();
    }

    private static PgEnvironment withFile(String line) {
        return new PgEnvironment(Map.of(), ME, file -> Optional.empty(), file -> Optional.of(line));
    }

    private static String password(String url) {
        Given given = (Given) DatabaseSource.choose(url, null, withFile("h:5432:d:ada:of the file"));
        return given.settings().password().reveal();
    }

    private static String url(@Nullable String host) {
        return host == null || host.isBlank() ? "" : "postgresql://" + host + "/d";
    }

    private static DatabaseSource choose(
            @Nullable String property, @Nullable String pom, Map<String, String> variables) {
        return DatabaseSource.choose(
                property, pom, new PgEnvironment(variables, ME, file -> Optional.empty(), file -> Optional.empty()));
    }
}
