package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.PgEnvironment.LocalUser;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgEnvironmentTest {

    private static final Path HOME = Path.of("/home/me");

    @Test
    void theVariablesOfLibpqAreRead() {
        ConnectionSettings settings = read(Map.of(
                "PGHOST", "h",
                "PGPORT", "6000",
                "PGDATABASE", "shop",
                "PGUSER", "ada",
                "PGPASSWORD", "s3%cret+",
                "PGSSLMODE", "verify-ca",
                "PGSSLROOTCERT", "/ca.pem",
                "PGCONNECT_TIMEOUT", "7",
                "PGAPPNAME", "night shift",
                "PGOPTIONS", "-c lock_timeout=5s"));

        assertThat(settings.describe()).isEqualTo("postgresql://ada@h:6000/shop");
        assertThat(settings.password().reveal()).isEqualTo("s3%cret+");
        assertThat(settings.driver())
                .isEqualTo(Map.of(
                        "sslmode", "verify-ca", "sslrootcert", "/ca.pem", "connectTimeout", "7", "loginTimeout", "7"));
        assertThat(settings.session()).isEqualTo(Map.of("application_name", "night shift", "lock_timeout", "5s"));
    }

    @ParameterizedTest
    @CsvSource({
        "PGHOST, h, postgresql://me@h:5432/me",
        "PGDATABASE, shop, postgresql://me@localhost:5432/shop",
    })
    void oneNamingVariableIsEnough(String name, String value, String described) {
        assertThat(read(Map.of(name, value)).describe()).isEqualTo(described);
    }

    @Test
    void withoutANamingVariableThereIsNoDatabase() {
        assertThat(environment(Map.of("PGUSER", "ada", "PGPORT", "1", "PGHOST", ""), Map.of())
                        .settings())
                .isEmpty();
    }

    @Test
    void aServiceWinsOverTheOtherVariables() {
        String file =
                "# ours\n[other]\nhost=wrong\n\n[shop]\n  host=db.example.com\nport=6000\npassword=a=b\n# more\n[x]\nhost=wrong\n";

        ConnectionSettings settings = environment(
                        Map.of("PGSERVICE", "shop", "PGHOST", "ignored", "PGUSER", "ada", "PGDATABASE", "d"),
                        Map.of(HOME.resolve(".pg_service.conf"), file))
                .settings()
                .orElseThrow();

        assertThat(settings.describe()).isEqualTo("postgresql://ada@db.example.com:6000/d");
        assertThat(settings.password().reveal()).isEqualTo("a=b");
    }

    @Test
    void theServiceFileMayLieElsewhere() {
        assertThat(environment(
                                Map.of("PGSERVICE", "s", "PGSERVICEFILE", "/etc/s.conf"),
                                Map.of(Path.of("/etc/s.conf"), "[s]\nhost=a"))
                        .settings()
                        .orElseThrow()
                        .describe())
                .isEqualTo("postgresql://me@a:5432/me");
        assertThat(environment(
                                Map.of("PGSERVICE", "s", "PGSYSCONFDIR", "/etc/pg"),
                                Map.of(
                                        HOME.resolve(".pg_service.conf"), "[t]\nhost=b",
                                        Path.of("/etc/pg/pg_service.conf"), "[s]\nhost=a"))
                        .settings()
                        .orElseThrow()
                        .describe())
                .isEqualTo("postgresql://me@a:5432/me");
    }

    @Test
    void theSystemsServiceFileIsReadAfterTheOneThatIsNamed() {
        Map<String, String> variables =
                Map.of("PGSERVICE", "s", "PGSERVICEFILE", "/etc/s.conf", "PGSYSCONFDIR", "/etc/pg");

        assertThat(environment(
                                variables,
                                Map.of(
                                        Path.of("/etc/s.conf"), "[t]\nhost=b",
                                        Path.of("/etc/pg/pg_service.conf"), "[s]\nhost=a"))
                        .settings()
                        .orElseThrow()
                        .describe())
                .isEqualTo("postgresql://me@a:5432/me");
        assertThat(fails(variables, Map.of(Path.of("/etc/s.conf"), "[t]\nhost=b")))
                .hasMessage(
                        "PGSERVICE names the service \"s\", which is not in /etc/s.conf or /etc/pg/pg_service.conf.");
    }

    @Test
    void aServiceFileThatIsNamedMustBeThere() {
        NexusException thrown = fails(
                Map.of("PGSERVICE", "s", "PGSERVICEFILE", "/etc/s.conf", "PGSYSCONFDIR", "/etc/pg"),
                Map.of(Path.of("/etc/pg/pg_service.conf"), "[s]\nhost=a"));

        assertThat(thrown).hasMessage("PGSERVICEFILE names /etc/s.conf, which is not there or cannot be read.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_PARAMETER);
        assertThat(thrown.failure().hint()).isEqualTo("Correct PGSERVICEFILE, or unset it.");
    }

    @Test
    void aMissingServiceIsNamedWithTheFilesLookedInto() {
        NexusException thrown = fails(Map.of("PGSERVICE", "s", "PGSYSCONFDIR", "/etc"), Map.of());

        assertThat(thrown)
                .hasMessage("PGSERVICE names the service \"s\", which is not in /home/me/.pg_service.conf"
                        + " or /etc/pg_service.conf.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_PARAMETER);
        assertThat(thrown.failure().hint())
                .isEqualTo("Add a section [s] there, or set PGSERVICEFILE to the file that has it.");
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, Line 2 of /home/me/.pg_service.conf is neither [service] nor name=value., BAD_PARAMETER",
        "a=b, Line 2 of /home/me/.pg_service.conf has a parameter that is not known: \"a\"., BAD_PARAMETER",
        "port=x, \"port\" in line 2 of /home/me/.pg_service.conf must be a whole number from 1 to 65535., BAD_URL",
    })
    void aBadServiceFileIsSaidByLine(String line, String message, FailureCode code) {
        NexusException thrown =
                fails(Map.of("PGSERVICE", "s"), Map.of(HOME.resolve(".pg_service.conf"), "[s]\n" + line));

        assertThat(thrown).hasMessage(message);
        assertThat(thrown.failure().code()).isEqualTo(code);
        assertThat(thrown.failure().hint())
                .isEqualTo("The service file is PostgreSQL's own: psql service=s reads it too.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/postgresql", "@abstract"})
    void aUnixSocketIsRefused(String host) {
        NexusException thrown = fails(Map.of("PGHOST", host), Map.of());

        assertThat(thrown)
                .hasMessage("PGHOST is the folder of a Unix socket; Java connects by TCP only, so give a host name.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_URL);
    }

    @Test
    void aBadVariableIsNamedWithoutItsValue() {
        NexusException thrown = fails(Map.of("PGHOST", "h", "PGPORT", "s3cret"), Map.of());

        assertThat(thrown).hasMessage("PGPORT must be a whole number from 1 to 65535.");
        assertThat(thrown.failure().hint()).isEqualTo("Correct the variable, or unset it: psql reads it too.");
        assertThat(fails(Map.of("PGHOST", "h", "PGSSLMODE", "s3cret"), Map.of())
                        .failure()
                        .hint())
                .isEqualTo("Correct the variable, or unset it: psql reads it too.");
    }

    @Test
    void aPortCountMismatchNamesTheVariables() {
        NexusException thrown = fails(Map.of("PGHOST", "a,b", "PGPORT", "1,2,3"), Map.of());

        assertThat(thrown).hasMessage("PG* in the environment has 3 ports for 2 hosts.");
        assertThat(thrown.failure().hint()).isEqualTo("Correct the variables, or unset them: psql reads them too.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PGSSLMINPROTOCOLVERSION | Java chooses the TLS versions; MAVEN_OPTS=-Djdk.tls.client.protocols=… limits them",
                "PGSSLMAXPROTOCOLVERSION | Java chooses the TLS versions; MAVEN_OPTS=-Djdk.tls.client.protocols=… limits them",
                "PGREQUIREPEER | it checks the owner of a Unix socket, and Java connects by TCP only",
                "PGSSLCERTMODE | the driver sends a certificate when it is asked for one",
                "PGSSLCRL | the driver reads no revocation lists",
                "PGSSLCRLDIR | the driver reads no revocation lists",
                "PGGSSDELEGATION | the driver delegates no credentials",
                "PGMINPROTOCOLVERSION | the driver speaks version 3.0 of the protocol",
            })
    void whatTheDriverCannotDoIsRefusedByName(String variable, String why) {
        assertThat(fails(Map.of("PGHOST", "h", variable, "x"), Map.of()))
                .hasMessage(variable + " is not supported: " + why + ".");
    }

    @Test
    void severalHostsMayBeNamed() {
        ConnectionSettings settings =
                read(Map.of("PGHOST", "a,b", "PGPORT", "1,2", "PGTARGETSESSIONATTRS", "primary", "PGUSER", "ada"));

        assertThat(settings.describe()).isEqualTo("postgresql://ada@a:1,b:2/ada");
        assertThat(settings.server().choice().session()).isEqualTo(TargetSession.PRIMARY);
    }

    @Test
    void thePasswordFileCompletesALogin() {
        Map<Path, String> files =
                Map.of(HOME.resolve(".pgpass"), "h:6000:shop:ada:s3cret", Path.of("/elsewhere"), "*:*:*:*:other");
        Map<String, String> login = Map.of("PGHOST", "h", "PGPORT", "6000", "PGDATABASE", "shop", "PGUSER", "ada");

        ConnectionSettings settings = environment(login, files).settings().orElseThrow();
        assertThat(settings.password().reveal()).isEqualTo("s3cret");
        assertThat(Scrubber.of(List.of(settings)).scrub("s3cret")).isEqualTo("***");
        assertThat(password(with(login, "PGPASSFILE", "/elsewhere"), files)).isEqualTo("other");
        assertThat(password(with(login, "PGPASSFILE", "/nowhere"), files)).isEmpty();
        assertThat(password(with(login, "PGPASSWORD", "given"), files)).isEqualTo("given");
        assertThat(password(with(login, "PGHOSTADDR", "10.0.0.1"), files)).isEqualTo("s3cret");
    }

    @Test
    void withoutAHostTheFileIsAskedForTheAddressOrLocalhost() {
        Map<Path, String> files =
                Map.of(HOME.resolve(".pgpass"), "localhost:5432:shop:me:local\n10.0.0.1:5432:shop:me:address");

        assertThat(password(Map.of("PGDATABASE", "shop"), files)).isEqualTo("local");
        assertThat(password(Map.of("PGDATABASE", "shop", "PGHOSTADDR", "10.0.0.1"), files))
                .isEqualTo("address");
    }

    @Test
    void onWindowsThePasswordFileLiesElsewhere() {
        PgEnvironment environment = new PgEnvironment(
                Map.of("PGHOST", "h", "APPDATA", "/roaming"),
                new LocalUser("me", HOME, true),
                file -> Optional.empty(),
                file -> Optional.of("*:*:*:*:" + file));

        assertThat(environment.settings().orElseThrow().password().reveal())
                .isEqualTo("/roaming/postgresql/pgpass.conf");
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return more;
    }

    private static String password(Map<String, String> variables, Map<Path, String> files) {
        return environment(variables, files).settings().orElseThrow().password().reveal();
    }

    private static ConnectionSettings read(Map<String, String> variables) {
        return environment(variables, Map.of()).settings().orElseThrow();
    }

    private static NexusException fails(Map<String, String> variables, Map<Path, String> files) {
        return catchThrowableOfType(
                NexusException.class, () -> environment(variables, files).settings());
    }

    private static PgEnvironment environment(Map<String, String> variables, Map<Path, String> files) {
        Function<Path, Optional<String>> read = file -> Optional.ofNullable(files.get(file));
        return new PgEnvironment(variables, new LocalUser("me", HOME, false), read, read);
    }
}
