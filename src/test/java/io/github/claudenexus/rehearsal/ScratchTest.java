package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Refusal;
import io.github.claudenexus.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made on a scratch server, and what is left there. */
class ScratchTest extends DatabaseTest {

    private static final long LIVING = 0x11fe0000000001L;
    private static final String OF_DEAD = "nexus_rehearsal_0dead000000001_1";
    private static final String OF_LIVING = "nexus_rehearsal_11fe0000000001_1";
    private static final String ROLE =
            "nexus_scratch_" + ProcessHandle.current().pid();

    private ConnectionSettings server() {
        return DatabaseUrl.parse(database.url(), "postgres");
    }

    private ConnectionSettings as(String role) {
        URI url = URI.create(database.url());
        return DatabaseUrl.parse(
                "postgresql://" + role + ":secret@" + url.getHost() + ":" + url.getPort() + url.getPath(), role);
    }

    @AfterEach
    void drop() throws SQLException {
        for (String left : Set.of(OF_DEAD, OF_LIVING)) {
            TestDatabase.admin("DROP DATABASE IF EXISTS " + left + " WITH (FORCE)");
        }
        TestDatabase.admin("DROP ROLE IF EXISTS " + ROLE);
    }

    private String there(String name) throws SQLException {
        return database.value("SELECT count(*) FROM pg_database WHERE datname LIKE '" + name.replace("_", "\\_") + "'");
    }

    @Test
    void databasesOfAKilledRunAreDropped() throws SQLException {
        TestDatabase.admin("CREATE DATABASE " + OF_DEAD);

        try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
            assertThat(there(OF_DEAD)).isEqualTo("0");
            assertThat(scratch.version()).matches("\\d+\\.\\d+");
        }
    }

    @Test
    void aCopyHasTheSettingsOfItsOriginal() throws SQLException {
        TestDatabase.admin("CREATE ROLE " + ROLE);
        try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
            ConnectionSettings original = scratch.create();
            String name = original.server().database();
            TestDatabase.admin("ALTER DATABASE " + name + " SET search_path = \"A, b\", public");
            TestDatabase.admin("ALTER DATABASE " + name + " SET role = '" + ROLE + "'");
            TestDatabase.admin("ALTER DATABASE " + name + " SET nexus_test.word = 'it''s, \"so\"=\\'");
            TestDatabase.admin("ALTER ROLE " + ROLE + " IN DATABASE " + name + " SET work_mem = '5MB'");

            String copy = scratch.copy(original).server().database();

            assertThat(options(copy))
                    .isEqualTo(options(name))
                    .contains("search_path=", "role=", "nexus_test.word=", "work_mem=");
        }
        TestDatabase.admin("DROP ROLE " + ROLE);
    }

    private String options(String name) throws SQLException {
        return database.value("SELECT string_agg(setrole || ' ' || setconfig::text, ' ' ORDER BY setrole)"
                + " FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = '" + name
                + "'");
    }

    @Test
    void databasesOfARunningRehearsalStay() throws SQLException {
        TestDatabase.admin("CREATE DATABASE " + OF_LIVING);
        try (Connection other = database.connect()) {
            lock(other, LIVING);
            try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
                assertThat(there(OF_LIVING)).as(scratch.describe()).isEqualTo("1");
            }
        }
    }

    @Test
    void aRunConnectedToAnotherDatabaseOfTheServerIsRunningToo() throws SQLException {
        TestDatabase.admin("CREATE DATABASE " + OF_LIVING);
        try (TestDatabase door = TestDatabase.create();
                Connection other = door.connect()) {
            lock(other, LIVING);
            try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
                assertThat(there(OF_LIVING)).as(scratch.describe()).isEqualTo("1");
            }
        }
    }

    @Test
    void databasesOfAKilledRunOfAnotherRoleStay() throws SQLException {
        TestDatabase.admin("CREATE DATABASE " + OF_DEAD);
        TestDatabase.admin("CREATE ROLE " + ROLE + " LOGIN CREATEDB PASSWORD 'secret'");

        try (Scratch scratch = Scratch.kept(as(ROLE), TargetState.NONE)) {
            scratch.create();
            assertThat(there(OF_DEAD)).isEqualTo("1");
        }
    }

    @Test
    void aRoleThatMayNotCreateDatabasesIsRefused() throws SQLException {
        TestDatabase.admin("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'secret'");
        ConnectionSettings server = as(ROLE);

        Failure refused = Refusal.of(
                () -> Scratch.kept(server, TargetState.NONE).close(),
                FailureCode.UNFIT_SCRATCH,
                "The role " + ROLE + " may not create databases on " + server.describe() + ".");
        assertThat(refused.hint()).isEqualTo("Give it that right: ALTER ROLE " + ROLE + " CREATEDB.");
    }

    @Test
    void theTargetItselfIsRefused() {
        TargetState target = TargetReader.read(server(), Optional.empty());

        Refusal.of(
                () -> Scratch.kept(server(), target).close(),
                FailureCode.UNFIT_SCRATCH,
                "nexus.scratchUrl names the target itself, " + server().describe() + ".");
    }

    @Test
    void anotherDatabaseOfTheTargetsServerIsNotRefused() throws SQLException {
        try (TestDatabase target = TestDatabase.create();
                Scratch scratch = Scratch.kept(
                        server(), TargetReader.read(DatabaseUrl.parse(target.url(), "postgres"), Optional.empty()))) {
            assertThat(scratch.create().server().database()).startsWith("nexus_rehearsal_");
        }
    }

    @Test
    void nothingIsLeftAfterClose() throws SQLException {
        String run;
        try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
            run = run(scratch);
            assertThat(there(run)).isEqualTo("2");
        }
        assertThat(there(run)).isEqualTo("0");
    }

    @Test
    @SuppressWarnings("try")
    void databasesAreDroppedAfterAnExceptionAndWhileASessionIsConnected() throws SQLException {
        String[] run = new String[1];
        assertThatThrownBy(() -> {
                    try (Scratch scratch = Scratch.kept(server(), TargetState.NONE)) {
                        run[0] = run(scratch);
                        Connection left = Connector.open(scratch.create());
                        throw new IllegalStateException("while " + left.getCatalog() + " is in use");
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasNoSuppressedExceptions();
        assertThat(there(run[0])).isEqualTo("0");
    }

    @Test
    void missingRolesAreCreatedAndDroppedWhenTheRehearsalStartsAgain() throws SQLException {
        try (Scratch scratch = Scratch.thrownAway(server(), TargetState.NONE)) {
            scratch.makeRoles(Set.of(ROLE, "postgres"));
            assertThat(database.value("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + ROLE + "'"))
                    .isEqualTo("f");
            String name = scratch.create().server().database();

            scratch.startAgain();

            assertThat(scratch.roles()).contains("postgres").doesNotContain(ROLE);
            assertThat(there(name)).isEqualTo("0");
        }
    }

    @Test
    void closingAThrownAwayServerIgnoresWhatCannotBeDropped() throws SQLException {
        String name;
        try (Scratch scratch = Scratch.thrownAway(server(), TargetState.NONE)) {
            name = scratch.create().server().database();
            TestDatabase.admin("ALTER DATABASE " + name + " IS_TEMPLATE true");
        }
        assertThat(there(name)).isEqualTo("1");
        TestDatabase.admin("ALTER DATABASE " + name + " IS_TEMPLATE false");

        // What another run left is dropped, on any server.
        Scratch.thrownAway(server(), TargetState.NONE).close();
        assertThat(there(name)).isEqualTo("0");
    }

    @Test
    void onAThrownAwayServerWhatIsNotNeededIsDroppedMeanwhileButForTheLast() throws Exception {
        try (Scratch scratch = Scratch.thrownAway(server(), TargetState.NONE)) {
            List<String> unneeded = new ArrayList<>();
            for (int i = 0; i <= BackgroundDrops.LEFT; i++) {
                ConnectionSettings database = scratch.create();
                scratch.discard(database);
                unneeded.add(database.server().database());
            }
            Await.until(() -> there(unneeded.get(0)).equals("0"));
            assertThat(there(unneeded.get(1))).isEqualTo("1");
        }
    }

    @Test
    void whatIsLeftGoesWithTheServerOrWithTheNextRun() throws SQLException {
        Scratch left = Scratch.thrownAway(server(), TargetState.NONE);
        String name = left.create().server().database();
        left.leave();
        assertThat(there(name)).isEqualTo("1");

        Scratch.thrownAway(server(), TargetState.NONE).close();
        assertThat(there(name)).isEqualTo("0");
    }

    @Test
    void aDatabaseThatARoleOwnsSomethingOfIsDroppedAtOnceSoThatTheRoleCanBe() throws SQLException {
        try (Scratch scratch = Scratch.thrownAway(server(), TargetState.NONE)) {
            TestDatabase.admin("CREATE ROLE " + ROLE);
            ConnectionSettings unneeded = scratch.create();
            try (Connection connection = Connector.open(unneeded)) {
                Statements.send(connection, "CREATE SCHEMA AUTHORIZATION " + ROLE);
            }
            scratch.discard(unneeded);
            TestDatabase.admin("DROP ROLE " + ROLE);
            assertThat(scratch.roles()).doesNotContain(ROLE);
        }
    }

    /** Makes two databases, and says what all of this run's are called. */
    private static String run(Scratch scratch) throws SQLException {
        ConnectionSettings first = scratch.create();
        scratch.copy(first);
        return first.server().database().replaceFirst("_1$", "_%");
    }

    private static void lock(Connection connection, long number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + number + ")");
        }
    }

    @Test
    void theTargetIsIdentifiedByItsDatabaseAndNotByItsAddress() {
        TargetState target = TargetReader.read(server(), Optional.empty());
        assertThat(target.database().orElseThrow()).matches("\\d+/" + database.name());
        assertThat(target.major()).isNotEqualTo(OptionalInt.empty());
    }
}
