package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.rehearsal.Scratch;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are too old, new, out of room, or of another encoding and locale. */
@Timeout(180)
class ServersTest {

    @SuppressWarnings("NullAway.Init")
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(18, Folders.of("servers-test"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void version18IsTaken() throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            Outcome taken = Run.on(database.url()).migrate(sql(1, "SELECT 1"));

            assertThat(taken.failure()).isEmpty();
            assertThat(taken.database().orElseThrow().serverVersion().orElseThrow())
                    .startsWith("18.");
        }
    }

    @Test
    void version13IsRefusedToMigrateAndToRehearse() throws SQLException, IOException {
        try (TestServer old = TestServer.start(13, Folders.of("old-server"));
                TestDatabase database = old.createDatabase()) {
            String version = database.value("SHOW server_version");

            SurroundingsTest.refused(
                    Run.on(database.url()).migrate(sql(1, "CREATE TABLE t ()")),
                    FailureCode.UNFIT_SERVER,
                    "The server is PostgreSQL " + version.replaceAll(" .*", "") + "; nexus needs 14 or later.");

            ConnectionSettings settings = DatabaseUrl.parse(database.url(), "postgres");
            assertThatThrownBy(() -> TargetReader.read(settings, Optional.empty()))
                    .hasMessage(
                            "The target is PostgreSQL " + version.replaceAll(" .*", "") + "; nexus needs 14 or later.");
            assertThatThrownBy(() -> Scratch.kept(settings, TargetState.NONE))
                    .hasMessage("The server of nexus.scratchUrl is PostgreSQL " + version.replaceAll(" .*", "")
                            + "; nexus needs 14 or later.");
            assertThat(version).startsWith("13.");
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname IN ('t', 'nexus_migrations')"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENCODING 'SQL_ASCII' LOCALE 'C'",
                "ENCODING 'LATIN1' LOCALE 'C'",
                "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
                "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'tr' LOCALE 'C'"
            })
    void theSixEndWellInAnyEncodingAndLocale(String options) throws SQLException {
        try (TestDatabase database = server.createDatabase(options + " TEMPLATE template0")) {
            Sets.NEXUS_USED.prepare(database);
            String rows = "SELECT count(*) FROM api_requests";
            String before = database.value(rows);
            assertThat(before).isNotEqualTo("0");

            assertThat(Scenario.run(Sets.NEXUS_USED, database.url())
                            .migrate(Run.nexus(), PlanRequest.ALL)
                            .failure())
                    .isEmpty();
            assertThat(database.value(rows)).isEqualTo(before);
        }
    }

    @Test
    void aCharacterThatTheDatabaseCannotHoldIsNamed() throws SQLException {
        try (TestDatabase database = server.createDatabase("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")) {
            assertThat(Run.on(database.url())
                            .migrate(sql(1, "CREATE TABLE \"grün\" ()"))
                            .failure())
                    .isEmpty();
            SurroundingsTest.refused(
                    Run.on(database.url()).migrate(sql(1, "CREATE TABLE \"grün\" ()"), sql(2, "SELECT '漢'")),
                    FailureCode.STATEMENT_FAILED,
                    "002-sql-step failed: character with byte sequence 0xe6 0xbc 0xa2 in encoding \"UTF8\" has no"
                            + " equivalent in encoding \"LATIN1\".");
        }
    }

    @Test
    void aFullDiskLosesNothing() throws Exception {
        Path disk = Files.createTempDirectory("nexus-disk");
        if (!ran("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", disk.toString())) {
            Files.delete(disk);
            LeftOut.report("a full disk: a tmpfs cannot be mounted here");
            return;
        }
        Path space = Files.createDirectory(disk.resolve("space"));
        try (TestDatabase database = server.createDatabase()) {
            server.admin("CREATE TABLESPACE small LOCATION '" + space + "'");
            database.execute("CREATE TABLE t (n text) TABLESPACE small");
            String fill = "INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 5000)";

            Outcome outcome = Run.on(database.url()).migrate(sql(1, "INSERT INTO t VALUES ('first')"), sql(2, fill));

            assertThat(outcome.failure().orElseThrow().getMessage())
                    .matches(
                            "002-sql-step failed: could not extend file \"pg_tblspc/[^\"]+\": No space left on device\\."
                                    + " Check free disk space\\.");
            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.STATEMENT_FAILED);
            assertThat(database.value("SELECT string_agg(version::int || ' ' || state, ', ') FROM nexus_migrations"))
                    .isEqualTo("1 applied");
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("1");

            assertThat(ran("mount", "-o", "remount,size=30m", disk.toString())).isTrue();
            assertThat(Run.on(database.url())
                            .migrate(sql(1, "INSERT INTO t VALUES ('first')"), sql(2, fill))
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("5001");
            database.execute("DROP TABLE t");
            server.admin("DROP TABLESPACE small");
        } finally {
            ran("umount", "--lazy", disk.toString());
            Files.deleteIfExists(disk);
        }
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
