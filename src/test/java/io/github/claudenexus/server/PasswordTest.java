package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who can connect to a server of ours: its superuser can run any program as the user who started it. */
class PasswordTest {

    private static final String INVALID_PASSWORD = "28P01";

    private static Path folder = Path.of("");

    // Not below target: every user of this machine can come here.
    @BeforeAll
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("nexus-password");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    static void deleteFolder() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhoHasThePasswordIsLetIn(Lifetime lifetime) throws Exception {
        try (PostgresServer server = start(lifetime)) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
            for (String guess : List.of("", "postgres", "password")) {
                SQLException refused = catchThrowableOfType(
                        SQLException.class, () -> DriverManager.getConnection(url, "postgres", guess)
                                .close());
                assertThat((Throwable) refused)
                        .as("let in with the password '%s'", guess)
                        .isNotNull();
                assertThat(refused.getMessage()).containsIgnoringCase("password");
                assertThat(refused.getSQLState()).isIn(INVALID_PASSWORD, "08004");
            }
            try (Connection connection = Connector.open(server.settings())) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherUserOfTheMachineNeitherReadsThePasswordNorDoesWithoutIt(Lifetime lifetime) throws Exception {
        if (!runs("psql") || !runs("setpriv") || !isRoot()) {
            LeftOut.report("another user of this machine at a server of ours (needs root, setpriv and psql)");
            return;
        }
        try (PostgresServer server = start(lifetime)) {
            String file = server.passwordFile().toString();
            String[] query = {
                "psql", "-wXAtc", "SELECT current_user", "host=127.0.0.1 port=" + server.port() + " user=postgres"
            };

            assertThat(another(file, "cat", file)).contains("Permission denied");
            assertThat(another(file, query)).contains("no password supplied").doesNotContain("postgres\n");
            assertThat(run(file, query)).isEqualTo("postgres\n");
        }
    }

    @Test
    void thePasswordIsRandomAndInAFileForItsOwnerAlone() throws Exception {
        Set<String> passwords = new HashSet<>();
        for (Lifetime lifetime : Lifetime.values()) {
            try (PostgresServer server = start(lifetime)) {
                Path file = server.passwordFile();
                String password = server.settings().password().reveal();
                passwords.add(password);

                assertThat(password).matches("[A-Za-z0-9_-]{32}");
                assertThat(Files.readString(file)).isEqualTo("*:*:*:postgres:" + password + "\n");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(passwords).hasSameSizeAs(Lifetime.values());
    }

    private static PostgresServer start(Lifetime lifetime) {
        return PostgresServer.start(
                lifetime, new Binaries(TestServer.binaries(18)), folder.resolve(lifetime.name()), Duration.ZERO);
    }

    private static String another(String passwordFile, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"));
        all.addAll(List.of(command));
        return run(passwordFile, all.toArray(String[]::new));
    }

    private static String run(String passwordFile, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("PGPASSFILE", passwordFile);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.exists(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
