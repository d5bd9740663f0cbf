package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.Refusal;
import io.github.claudenexus.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptServerTest {

    private static final Path JAR = TestServer.binaries(18);
    private static final Path FOLDER = Folders.of("kept-server-test");

    @BeforeAll
    static void startFromNothing() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
    }

    @BeforeEach
    void theFolderIsFree() throws IOException {
        Files.createDirectories(FOLDER);
        DirectoryLock.acquire(FOLDER, Duration.ZERO).close();
    }

    @Test
    void dataIsKeptFromRunToRun() throws Exception {
        try (PostgresServer server = start()) {
            execute(server, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (PostgresServer server = start()) {
            assertThat(value(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void itListensOnTheLoopbackAddressOnlyAndHasNoUnixSocket() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(value(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(server.settings().describe())
                    .isEqualTo("postgresql://postgres@127.0.0.1:" + server.port() + "/postgres");
        }
    }

    @Test
    void aSecondRunWaitsAndThenSaysWhoHasTheFolder() throws Exception {
        Process occupant = occupy();
        try {
            NexusException thrown = catchThrowableOfType(
                    NexusException.class,
                    () -> PostgresServer.start(Lifetime.KEPT, new Binaries(JAR), FOLDER, Duration.ofMillis(300)));

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_EMBEDDED_SERVER);
            assertThat(thrown.getMessage())
                    .matches("Another run uses the server in " + FOLDER + ": process " + occupant.pid()
                            + ", since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.");
            assertThat(thrown.failure().hint()).isEqualTo("Wait until it has ended, or stop it.");
        } finally {
            occupant.destroyForcibly().waitFor();
        }
        try (PostgresServer server = start()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void theSameProcessWaitsForItselfAndKeepsItsLock() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(FOLDER, Duration.ZERO)) {
            for (int again = 0; again < 2; again++) {
                assertThat(catchThrowableOfType(
                                NexusException.class,
                                () -> PostgresServer.start(
                                        Lifetime.KEPT, new Binaries(JAR), FOLDER, Duration.ofMillis(50))))
                        .hasMessage("Another run uses the server in " + FOLDER + ": this process, "
                                + ProcessHandle.current().pid() + ".");
            }
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aServerLeftByAKilledRunIsStopped() throws Exception {
        Process occupant = occupy();
        long left = Long.parseLong(
                Files.readAllLines(FOLDER.resolve("data/postmaster.pid")).get(0));
        occupant.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(left).map(ProcessHandle::isAlive)).contains(true);

        try (PostgresServer server = start()) {
            assertThat(ProcessHandle.of(left).map(Postmaster::hasEnded).orElse(true))
                    .isTrue();
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(FOLDER.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aProcessNumberThatAnotherProgramHasNowIsLeftAlone() throws Exception {
        start().close();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(FOLDER.resolve("data/postmaster.pid"), other.pid() + "\n" + FOLDER + "/data\n");
            start().close();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void anotherServerThatHasTheProcessNumberNowIsLeftAlone() throws Exception {
        start().close();
        Path folder = Folders.of("kept-server-test-other");
        try (PostgresServer other = PostgresServer.kept(JAR, folder)) {
            Files.copy(folder.resolve("data/postmaster.pid"), FOLDER.resolve("data/postmaster.pid"));
            start().close();
            assertThat(value(other, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whereNoFolderIsToldTheTimeOfTheStartDecides() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            long now = Instant.now().getEpochSecond();
            assertThat(Postmaster.started(process.toHandle(), List.of("1", "/data", now + " ")))
                    .isTrue();
            assertThat(Postmaster.started(process.toHandle(), List.of("1", "/data", String.valueOf(now - 60))))
                    .isFalse();
            assertThat(Postmaster.started(process.toHandle(), List.of("1", "/data")))
                    .isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void dataOfAnotherVersionIsNamedWithTheFolderToDelete() throws Exception {
        start().close();
        Path version = FOLDER.resolve("data/PG_VERSION");
        String real = Files.readString(version);
        try {
            Files.writeString(version, "15\n");
            assertDataIsRefused("was made by PostgreSQL 15, and this is PostgreSQL 18.");
        } finally {
            Files.writeString(version, real);
        }
    }

    @Test
    void dataOfAnEarlierVersionOfThePluginIsNamedWithTheFolderToDelete() throws Exception {
        start().close();
        Path password = FOLDER.resolve("data/pgpass");
        Path aside = FOLDER.resolve("aside");
        Files.move(password, aside);
        try {
            assertDataIsRefused("was made by an earlier version of this plugin, without a password.");
        } finally {
            Files.move(aside, password);
        }
    }

    private static void assertDataIsRefused(String why) {
        Failure refused = Refusal.of(
                KeptServerTest::start, FailureCode.NO_EMBEDDED_SERVER, "The data in " + FOLDER + "/data " + why);
        assertThat(refused.hint()).isEqualTo("Delete the folder " + FOLDER + ": the next start makes it again, empty.");
    }

    @Test
    void damagedDataIsNamedByPostgresItself() throws Exception {
        start().close();
        Path control = FOLDER.resolve("data/global/pg_control");
        Path aside = FOLDER.resolve("aside");
        Files.move(control, aside);
        try {
            NexusException thrown = catchThrowableOfType(NexusException.class, KeptServerTest::start);

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_EMBEDDED_SERVER);
            assertThat(thrown)
                    .hasMessageStartingWith("PostgreSQL did not start in " + FOLDER + ": the server ended.\nThe end of "
                            + FOLDER + "/server.log:\n")
                    .hasMessageContaining("global/pg_control\": No such file or directory");
            assertThat(thrown.failure().hint())
                    .isEqualTo("If the reason is in its data, and the data is of no use, delete the folder " + FOLDER
                            + ": the next start makes it again, empty.");
        } finally {
            Files.move(aside, control);
        }
    }

    @Test
    void aFirstStartThatWasInterruptedIsMadeAgain() throws Exception {
        start().close();
        Files.move(FOLDER.resolve("data"), FOLDER.resolve("data.part"));

        try (PostgresServer server = start()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(FOLDER.resolve("data.part")).doesNotExist();
    }

    @Test
    void aBrokenJarIsNamed() throws Exception {
        Path jar = FOLDER.resolve("binaries-of-nothing-18.0.0.jar");
        Files.writeString(jar, "no jar");

        NexusException thrown = catchThrowableOfType(NexusException.class, () -> PostgresServer.kept(jar, FOLDER));

        assertThat(thrown).hasMessageStartingWith("PostgreSQL's binaries cannot be unpacked: " + jar + " is damaged: ");
        assertThat(thrown.failure().hint()).isEqualTo("Delete that file and run again: Maven fetches it again.");
    }

    @Test
    void aJarThatIsNoBinariesArtifactIsNamed() {
        assertThat(catchThrowableOfType(
                        NexusException.class, () -> PostgresServer.kept(Path.of("nothing.jar"), FOLDER)))
                .hasMessageStartingWith("PostgreSQL did not start in " + FOLDER
                        + ": nothing.jar is not named as an artifact of PostgreSQL binaries is");
    }

    @Test
    void theEndOfTheLogIsShown() throws IOException {
        Path file = FOLDER.resolve("server.log");
        Files.write(
                file,
                Stream.iterate(1, n -> n + 1).limit(20).map(n -> "line " + n).toList());

        assertThat(ServerLog.tail(FOLDER))
                .startsWith("\nThe end of " + file + ":\nline 9\n")
                .endsWith("\nline 20");
        assertThat(ServerLog.tail(FOLDER.resolve("nowhere"))).isEmpty();
    }

    private static PostgresServer start() {
        return PostgresServer.kept(JAR, FOLDER);
    }

    private static Process occupy() throws IOException {
        Process process = new ProcessBuilder(ServerProcess.command(Lifetime.KEPT, JAR, FOLDER))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).as("its only line").matches("\\d+");
        return process;
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = Connector.open(server.settings());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = Connector.open(server.settings());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
