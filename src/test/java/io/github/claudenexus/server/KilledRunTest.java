package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed, at one moment or another, and what is left of it. */
@Timeout(240)
class KilledRunTest {

    /** When a run is killed, by what can be seen from outside. */
    enum Moment {
        UNPACKING("binaries/*.part/share"),
        INITDB("binaries/*.part/template/global"),
        COPYING("data.part/base"),
        STARTING("data/postmaster.pid");

        private final String sign;

        Moment(String sign) {
            this.sign = sign;
        }

        boolean isNow() throws IOException {
            List<Path> found = comesWithTheFirstStartOnly() ? List.of(FOLDER) : Leftovers.runs(FOLDER);
            for (String name : sign.split("/", -1)) {
                List<Path> below = new ArrayList<>();
                for (Path folder : found) {
                    below.addAll(list(folder, name));
                }
                found = below;
            }
            return !found.isEmpty();
        }

        boolean comesWithTheFirstStartOnly() {
            return sign.startsWith("binaries/");
        }

        /** What takes long enough to unpack that it can be interrupted. */
        Path binaries() {
            return this == UNPACKING ? TestServer.artifact(18) : JAR;
        }
    }

    private static final Path JAR = TestServer.binaries(18);
    private static final Path FOLDER = Folders.of("killed-run-test");
    private static final Path TEMPORARY = Folders.of("killed-run-test-tmp");
    private static final Duration SOON = Duration.ofSeconds(60);

    @BeforeAll
    static void startFromNothing() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
    }

    @BeforeEach
    void temporaryFilesCanBeSeen() throws IOException {
        FileUtils.deleteDirectory(TEMPORARY.toFile());
        Files.createDirectories(TEMPORARY);
    }

    @AfterEach
    void nothingButTheCacheIsLeft() throws Exception {
        assertThat(Postmaster.within(SOON, () -> processes().isEmpty()))
                .as("%s end", processes())
                .isTrue();
        assertThat(list(FOLDER, "*"))
                .containsExactlyInAnyOrder(FOLDER.resolve("binaries"), FOLDER.resolve("server.lock"));
        assertThat(list(FOLDER.resolve("binaries"), "*"))
                .containsExactly(FOLDER.resolve("binaries")
                        .resolve(JAR.getFileName().toString().replace(".jar", "")));
        assertThat(list(TEMPORARY, "*")).isEmpty();
        assertThat(Leftovers.runs(FOLDER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRunKilledWhileItStartsIsNoTroubleForTheNext(Moment moment) throws Exception {
        if (moment.comesWithTheFirstStartOnly()) {
            FileUtils.deleteDirectory(FOLDER.toFile());
        }
        Process run = run(moment.binaries());
        assertThat(Postmaster.within(SOON, moment::isNow)).isTrue();
        kill(run);

        theNextRunWorks();
    }

    @Test
    void aRunKilledWhileItsServerRunsIsNoTroubleForTheNext() throws Exception {
        Process run = run();
        run.inputReader().readLine();
        kill(run);

        theNextRunWorks();
    }

    @Test
    void aRunKilledWhileItsServerStopsIsNoTroubleForTheNext() throws Exception {
        Process run = run();
        run.inputReader().readLine();
        run.outputWriter().append("close\n").flush();
        assertThat(Postmaster.within(SOON, () -> !Moment.STARTING.isNow())).isTrue();
        kill(run);

        theNextRunWorks();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWN_AWAY", "TESTED"})
    void theServerOfAKilledRunStopsAndItsDataIsDeletedWithoutAnotherRun(Lifetime lifetime) throws Exception {
        start().close();
        Process run = run(lifetime, JAR);
        String url = "jdbc:postgresql://127.0.0.1:" + run.inputReader().readLine() + "/postgres";
        Path parent = Leftovers.runs(FOLDER).get(0);
        String password = new DataFolder(parent, lifetime).password().reveal();
        try (Connection client = DriverManager.getConnection(url, "postgres", password)) {
            kill(run);

            assertThat(Postmaster.within(SOON, () -> Leftovers.runs(FOLDER).isEmpty()))
                    .isTrue();
            assertThat(client.isValid(1)).isFalse();
        }
        // It goes with the next start.
        Files.deleteIfExists(FOLDER.resolve("server.log"));
    }

    @Test
    void aRunThatIsTerminatedStopsItsServer() throws Exception {
        Process run = run();
        run.inputReader().readLine();
        run.destroy();
        run.waitFor();

        assertThat(Leftovers.runs(FOLDER)).isEmpty();
        Files.deleteIfExists(FOLDER.resolve("server.log"));
    }

    @ParameterizedTest
    @EnumSource
    void aRunWhoseClassesAreGoneWhenItsProcessEndsStopsItsServerAndSaysNothing(Lifetime lifetime) throws Exception {
        Path said = Files.createTempFile("closed-loader", ".txt");
        Process run = new ProcessBuilder(ServerProcess.command(ClosedLoaderProcess.class, lifetime, JAR, FOLDER))
                .redirectError(said.toFile())
                .start();
        run.inputReader().readLine();
        run.outputWriter().close();
        run.waitFor();

        assertThat(said).isEmptyFile();
        Files.delete(said);
        assertThat(FOLDER.resolve("data/postmaster.pid")).doesNotExist();
        assertThat(Leftovers.runs(FOLDER)).isEmpty();
        // Kept, and made by this test.
        FileUtils.deleteDirectory(FOLDER.resolve("data").toFile());
        Files.deleteIfExists(FOLDER.resolve("server.log"));
    }

    private static void theNextRunWorks() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    private static PostgresServer start() {
        return PostgresServer.thrownAway(JAR, FOLDER);
    }

    private static Process run() throws IOException {
        return run(JAR);
    }

    private static Process run(Path binaries) throws IOException {
        return run(Lifetime.THROWN_AWAY, binaries);
    }

    private static Process run(Lifetime lifetime, Path binaries) throws IOException {
        return new ProcessBuilder(ServerProcess.command(lifetime, binaries, FOLDER, "-Djava.io.tmpdir=" + TEMPORARY))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(Process run) throws InterruptedException {
        assertThat(run.destroyForcibly().waitFor()).isEqualTo(128 + 9);
    }

    private static List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process ->
                        Stream.concat(process.info().command().stream(), process.info().commandLine().stream()))
                .filter(command -> command.contains(FOLDER + "/"))
                .toList();
    }

    static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    static String value(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = Connector.open(server.settings());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
