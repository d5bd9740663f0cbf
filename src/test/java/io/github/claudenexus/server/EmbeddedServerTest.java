package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Connector;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EmbeddedServerTest {

    private static final Path JAR = jar();
    private static final Path FOLDER = Path.of("target", "embedded-server-test").toAbsolutePath();

    private static Path jar() {
        String inside = Objects.requireNonNull(EmbeddedServerTest.class.getResource("/postgres-linux-x86_64.txz"))
                .toString();
        return Path.of(URI.create(inside.replaceAll("^jar:(.*)!.*$", "$1")));
    }

    @BeforeAll
    static void startFromNothing() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
    }

    @BeforeEach
    void theFolderIsFree() throws IOException {
        Files.createDirectories(FOLDER);
        DirectoryLock.take(FOLDER, Duration.ZERO).close();
    }

    @Test
    void dataIsKeptFromRunToRunAndNobodyElseMayWriteTheBinaries() throws Exception {
        try (EmbeddedServer server = start()) {
            execute(server, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (EmbeddedServer server = start()) {
            assertThat(value(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(Files.getPosixFilePermissions(FOLDER.resolve("binaries")))
                .doesNotContain(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
    }

    @Test
    void itListensOnTheLoopbackAddressOnlyAndHasNoUnixSocket() throws Exception {
        try (EmbeddedServer server = start()) {
            assertThat(value(server, "SHOW listen_addresses")).isEqualTo("localhost");
            assertThat(value(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(server.settings().describe())
                    .isEqualTo("postgresql://postgres@localhost:" + server.port() + "/postgres");
        }
    }

    @Test
    void zonkySaysNothingAndTheSystemPropertiesAreAsBefore() {
        ZonkyLog.mute();

        assertThat(LoggerFactory.getLogger(EmbeddedPostgres.class).isErrorEnabled())
                .isFalse();
        assertThat(System.getProperties().stringPropertyNames()).noneMatch(name -> name.contains("io.zonky"));
    }

    @Test
    void aSecondRunWaitsAndThenSaysWhoHasTheFolder() throws Exception {
        Process occupant = occupy();
        try {
            NexusException thrown = catchThrowableOfType(
                    NexusException.class,
                    () -> EmbeddedServer.start(new Binaries(JAR), FOLDER, Duration.ofMillis(300)));

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_EMBEDDED_SERVER);
            assertThat(thrown.getMessage())
                    .matches("Another run has the server in " + FOLDER + ": process " + occupant.pid()
                            + ", since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.");
            assertThat(thrown.failure().hint()).isEqualTo("Wait until it has ended, or stop it.");
        } finally {
            occupant.destroyForcibly().waitFor();
        }
        try (EmbeddedServer server = start()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void theSameProcessWaitsForItselfAndKeepsItsLock() throws Exception {
        try (DirectoryLock lock = DirectoryLock.take(FOLDER, Duration.ZERO)) {
            for (int again = 0; again < 2; again++) {
                assertThat(catchThrowableOfType(
                                NexusException.class,
                                () -> EmbeddedServer.start(new Binaries(JAR), FOLDER, Duration.ofMillis(50))))
                        .hasMessage("Another run has the server in " + FOLDER + ": this process, "
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

        try (EmbeddedServer server = start()) {
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
        Path folder = Path.of("target", "embedded-server-test-other").toAbsolutePath();
        try (EmbeddedServer other = EmbeddedServer.start(JAR, folder)) {
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
            NexusException thrown = catchThrowableOfType(NexusException.class, EmbeddedServerTest::start);

            assertThat(thrown)
                    .hasMessage(
                            "The data in " + FOLDER + "/data was made by PostgreSQL 15, and this is PostgreSQL 18.");
            assertThat(thrown.failure().hint())
                    .isEqualTo("Delete the folder " + FOLDER + ": the next start makes it anew, empty.");
        } finally {
            Files.writeString(version, real);
        }
    }

    @Test
    void damagedDataIsNamed() throws Exception {
        start().close();
        Path control = FOLDER.resolve("data/global/pg_control");
        Path aside = FOLDER.resolve("aside");
        Files.move(control, aside);
        try {
            assertThat(catchThrowableOfType(NexusException.class, EmbeddedServerTest::start))
                    .hasMessage("The data in " + FOLDER + "/data is damaged: global/pg_control is missing.");
        } finally {
            Files.move(aside, control);
        }
    }

    @Test
    void aFirstStartThatWasInterruptedIsMadeAnew() throws Exception {
        start().close();
        Files.delete(FOLDER.resolve("data.complete"));
        Files.delete(FOLDER.resolve("data/PG_VERSION"));

        try (EmbeddedServer server = start()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whatThePostgresProgramsWroteIsInTheFailure() throws Exception {
        start().close();
        Files.delete(FOLDER.resolve("data.complete"));
        Path initdb;
        try (Stream<Path> files =
                Files.find(FOLDER.resolve("binaries"), 3, (file, is) -> file.endsWith("bin/initdb"))) {
            initdb = files.findFirst().orElseThrow();
        }
        byte[] real = Files.readAllBytes(initdb);
        try {
            Files.writeString(initdb, "#!/bin/sh\necho no room on this disk\nexit 1\n");
            NexusException thrown = catchThrowableOfType(NexusException.class, EmbeddedServerTest::start);

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_EMBEDDED_SERVER);
            assertThat(thrown.getMessage())
                    .startsWith("PostgreSQL did not start in " + FOLDER + ": Process [")
                    .endsWith(" failed.\nThe end of " + FOLDER + "/server.log:\nno room on this disk");
            assertThat(thrown.failure().hint())
                    .isEqualTo("If its data is of no use, delete that folder: the next start makes it anew, empty.");
        } finally {
            Files.write(initdb, real);
        }
    }

    @Test
    void aBrokenJarIsNamed() throws Exception {
        Path jar = FOLDER.resolve("binaries-of-nothing-18.0.0.jar");
        Files.writeString(jar, "no jar");

        NexusException thrown = catchThrowableOfType(NexusException.class, () -> EmbeddedServer.start(jar, FOLDER));

        assertThat(thrown).hasMessageStartingWith("PostgreSQL did not start in " + FOLDER + ": " + jar + ": ");
    }

    @Test
    void aJarThatIsNoBinariesArtifactIsNamed() {
        assertThat(catchThrowableOfType(
                        NexusException.class, () -> EmbeddedServer.start(Path.of("nothing.jar"), FOLDER)))
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

    private static EmbeddedServer start() {
        return EmbeddedServer.start(JAR, FOLDER);
    }

    private static Process occupy() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Occupant.class.getName(),
                        JAR.toString(),
                        FOLDER.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).as("its only line").matches("\\d+");
        return process;
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = Connector.open(server.settings());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = Connector.open(server.settings());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
