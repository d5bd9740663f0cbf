package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThrownAwayServerTest {

    private static final Path JAR = TestServer.binaries(18);
    private static final Path FOLDER = Folders.of("thrown-away-server-test");

    @Test
    void itIsNewEachTime() throws Exception {
        for (int again = 0; again < 2; again++) {
            try (PostgresServer server = start();
                    Connection connection = Connector.open(server.settings());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE nexus_rehearsal_1");
            }
        }
        assertThat(KilledRunTest.list(FOLDER, "*"))
                .containsExactlyInAnyOrder(FOLDER.resolve("binaries"), FOLDER.resolve("server.lock"));
    }

    @Test
    void itsDataIsInMemoryWhereThereIsRoom() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(server.isInMemory()).isEqualTo(SharedMemory.OF_LINUX.hasRoom());
            assertThat(Path.of(KilledRunTest.value(server, "SHOW data_directory"))
                            .resolveSibling(""))
                    .isEqualTo(Leftovers.runs(FOLDER).get(0));
        }
        try (PostgresServer server = PostgresServer.thrownAwayOnDisk(JAR, FOLDER)) {
            assertThat(KilledRunTest.value(server, "SHOW data_directory")).startsWith(FOLDER + "/run-");
        }
        assertThat(Leftovers.runs(FOLDER)).isEmpty();
    }

    @Test
    void aSecondRunWaitsAndThenSaysWhoHasTheFolder() {
        try (PostgresServer server = start()) {
            assertThat(catchThrowableOfType(
                            NexusException.class,
                            () -> PostgresServer.start(
                                    Lifetime.THROWN_AWAY, new Binaries(JAR), FOLDER, Duration.ofMillis(50))))
                    .hasMessage("Another run uses the server in " + FOLDER + ": this process, "
                            + ProcessHandle.current().pid() + ".");
            assertThat(server.port()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everySupportedVersionStarts(Path jar) throws Exception {
        Path folder = Folders.of("thrown-away-servers");
        try (PostgresServer server = PostgresServer.thrownAway(jar, folder)) {
            assertThat(KilledRunTest.value(server, "SHOW server_version")).startsWith(new Binaries(jar).major() + ".");
            assertThat(KilledRunTest.value(server, """
                            SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
                            WHERE name IN ('autovacuum', 'fsync', 'full_page_writes', 'jit', 'listen_addresses',
                              'max_locks_per_transaction', 'synchronous_commit', 'track_counts', 'log_timezone',
                              'unix_socket_directories', 'dynamic_shared_memory_type')"""))
                    .isEqualTo("autovacuum=off dynamic_shared_memory_type=mmap fsync=off full_page_writes=off jit=off"
                            + " listen_addresses=127.0.0.1 log_timezone=UTC max_locks_per_transaction=1024"
                            + " synchronous_commit=off track_counts=on unix_socket_directories=");
        }
    }

    static List<Path> jars() throws IOException {
        return KilledRunTest.list(Path.of("target", "servers"), "*.jar").stream()
                // Version 13 is there to be refused.
                .filter(jar -> !jar.getFileName().toString().contains("-13."))
                .toList();
    }

    @Test
    void whatThePostgresProgramsWroteIsInTheFailureAndNothingElseIsLeft() throws Exception {
        start().close();
        Path program =
                KilledRunTest.list(FOLDER.resolve("binaries"), "*").get(0).resolve("bin/postgres");
        byte[] real = Files.readAllBytes(program);
        try {
            Files.writeString(program, "#!/bin/sh\necho no room on this disk >&2\nexit 1\n");
            NexusException thrown = catchThrowableOfType(NexusException.class, ThrownAwayServerTest::start);

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_EMBEDDED_SERVER);
            assertThat(thrown.getMessage())
                    .startsWith("PostgreSQL did not start in " + FOLDER + ": the server ended.\nThe end of " + FOLDER
                            + "/server.log:\n")
                    .contains("no room on this disk");
            assertThat(thrown.failure().hint())
                    .isEqualTo("If the reason is in its files, delete the folder " + FOLDER
                            + ": the next start makes it again. If it is in this machine, give a server to rehearse on:"
                            + " -Dnexus.scratchUrl=postgresql://...");
        } finally {
            Files.write(program, real);
        }
        assertThat(Leftovers.runs(FOLDER)).isEmpty();
        start().close();
    }

    private static PostgresServer start() {
        return PostgresServer.thrownAway(JAR, FOLDER);
    }
}
