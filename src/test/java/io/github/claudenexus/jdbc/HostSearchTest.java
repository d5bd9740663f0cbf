package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.PgEnvironment.LocalUser;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three hosts: the tests' server, a server in recovery, and a port where nothing listens. */
class HostSearchTest {

    private static final Path FOLDER = Folders.of("test-standby");
    private static final String DEAD = "127.0.0.1:1";

    private static TestServer standbyServer;
    private static String primary;
    private static String standby;
    private static String login;

    @BeforeAll
    static void startAServerInRecovery() throws Exception {
        TestServer.startKept(18, FOLDER).close();
        Files.writeString(FOLDER.resolve("data/standby.signal"), "");
        standbyServer = TestServer.startKept(18, FOLDER);
        standby = "127.0.0.1:" + standbyServer.port();
        try (TestDatabase database = TestDatabase.create()) {
            URI url = URI.create(database.url());
            primary = url.getHost() + ":" + url.getPort();
            login = url.getUserInfo();
        }
    }

    @AfterAll
    static void stopIt() {
        standbyServer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "primary standby, any, primary",
        "standby primary, any, standby",
        "dead standby primary, any, standby",
        "standby primary, read-write, primary",
        "dead standby primary, read-write, primary",
        "standby primary, primary, primary",
        "primary standby, read-only, standby",
        "primary standby, standby, standby",
        "dead primary standby, prefer-standby, standby",
        "dead primary, prefer-standby, primary",
        "primary dead, prefer-standby, primary",
    })
    void theFirstThatWillDoIsTaken(String hosts, String wanted, String reached) throws SQLException {
        assertThat(reach(url(hosts, "?target_session_attrs=" + wanted))).isEqualTo(address(reached));
    }

    @ParameterizedTest
    @CsvSource({
        "standby primary, any, standby",
        "standby primary, primary, primary",
        "standby primary, master, primary",
        "primary standby, secondary, standby",
        "primary standby, slave, standby",
        "primary standby, preferSecondary, standby",
        "standby primary, preferPrimary, primary",
        "standby dead, preferPrimary, standby",
    })
    void theDriversOwnWordsMeanTheSame(String hosts, String wanted, String reached) throws SQLException {
        assertThat(reach("jdbc:" + url(hosts, "?targetServerType=" + wanted))).isEqualTo(address(reached));
    }

    @Test
    void eachHostsAnswerIsReported() {
        NexusException thrown = fails(url("dead standby", "?target_session_attrs=read-write"));

        assertThat(thrown)
                .hasMessage("None of the hosts will do (target_session_attrs=read-write): No connection to " + DEAD
                        + ": connection refused. The server at " + standby + " is a standby.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNFIT_SERVER);
        assertThat(thrown.failure().hint())
                .isEqualTo("Check the hosts and ports in the URL, that a server runs there, and which kind of server"
                        + " target_session_attrs asks for.");
    }

    @Test
    void whereNoneAnswersItIsUnreachable() {
        NexusException thrown = fails("postgresql://u:s3cret@127.0.0.1:1,no-such-host.invalid:2/d");

        assertThat(thrown)
                .hasMessage("None of the hosts will do: No connection to 127.0.0.1:1: connection refused."
                        + " No connection to no-such-host.invalid:2: there is no host of that name.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNREACHABLE);
    }

    @Test
    void oneHostMayBeOfTheWrongKindToo() {
        assertThat(fails(url("primary", "?target_session_attrs=standby")))
                .hasMessage("None of the hosts will do (target_session_attrs=standby): The server at " + primary
                        + " is not a standby.");
    }

    @Test
    void aSettingMakesAServerReadOnlyButNoStandby() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            TestDatabase.admin("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

            assertThat(reach(database.url() + "?target_session_attrs=read-only"))
                    .isEqualTo(primary);
            assertThat(reach(database.url() + "?target_session_attrs=primary")).isEqualTo(primary);
            assertThat(fails(database.url() + "?target_session_attrs=read-write"))
                    .hasMessage("None of the hosts will do (target_session_attrs=read-write): The server at " + primary
                            + " is read-only (default_transaction_read_only).");
        }
    }

    @Test
    void aHostThatRefusesTheLoginEndsTheSearch() {
        NexusException thrown =
                fails("postgresql://no_such_user@" + DEAD + "," + primary + "," + standby + "/postgres");

        assertThat(thrown.failure().code()).isEqualTo(FailureCode.LOGIN_REFUSED);
        assertThat(thrown).hasMessageStartingWith("The server at " + primary + " refused user \"no_such_user\"");
    }

    @Test
    void eachHostHasItsOwnTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + silent.getLocalPort();
            NexusException thrown =
                    fails("postgresql://u@" + place + "," + place + "/d?connect_timeout=1&sslmode=disable");

            assertThat(thrown)
                    .hasMessage("None of the hosts will do: No connection to " + place + ": no answer within 1 s."
                            + " No connection to " + place + ": no answer within 1 s.");
        }
    }

    @Test
    void loadBalancingReachesEveryHost() throws SQLException {
        Set<String> reached = new HashSet<>();
        // One of two is never drawn in 64 times once in 2^63 runs.
        for (int turn = 0; turn < 64 && reached.size() < 2; turn++) {
            reached.add(reach(url("primary standby", "?load_balance_hosts=random")));
        }
        assertThat(reached).containsExactlyInAnyOrder(primary, standby);
    }

    @Test
    void noConnectionIsLeftBehind() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            fails(database.url() + "?target_session_attrs=standby&application_name=left");
            reach("jdbc:" + url("primary standby", "?targetServerType=preferSecondary&ApplicationName=left"));

            // The server notices a moment later that a connection is closed.
            database.execute("DO $$ BEGIN FOR turn IN 1..500 LOOP PERFORM pg_stat_clear_snapshot();"
                    + " EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'left');"
                    + " PERFORM pg_sleep(0.01); ASSERT turn < 500, 'a connection is left'; END LOOP; END $$");
        }
    }

    @Test
    void thePasswordFileIsAskedForEachHost() {
        String file = "a:5432:d:u:f1rst\n*:6000:d:u:s3cond";
        PgEnvironment environment = new PgEnvironment(
                Map.of(),
                new LocalUser("me", Path.of("/home/me"), false),
                path -> Optional.empty(),
                path -> Optional.of(file));
        DatabaseSource.Given given =
                (DatabaseSource.Given) DatabaseSource.choose("postgresql://u@a,b:6000,c/d", null, environment);
        ConnectionSettings settings = given.settings();

        assertThat(settings.server().hosts())
                .extracting(host -> settings.only(host).password().reveal())
                .containsExactly("f1rst", "s3cond", "");
        assertThat(Scrubber.of(List.of(settings)).scrub("f1rst s3cond")).isEqualTo("*** ***");
        assertThat(settings).hasToString("postgresql://u@a:5432,b:6000,c:5432/d");
        assertThat(settings.to("other")
                        .only(settings.server().hosts().get(1))
                        .password()
                        .reveal())
                .isEqualTo("s3cond");
    }

    private static String url(String hosts, String parameters) {
        StringBuilder addresses = new StringBuilder();
        for (String host : hosts.split(" ", 0)) {
            addresses.append(addresses.isEmpty() ? "" : ",").append(address(host));
        }
        return "postgresql://" + login + "@" + addresses + "/postgres" + parameters;
    }

    private static String address(String host) {
        return switch (host) {
            case "primary" -> primary;
            case "standby" -> standby;
            default -> DEAD;
        };
    }

    private static String reach(String url) throws SQLException {
        OpenedConnection reached = Connector.reach(DatabaseUrl.parse(url, "me"));
        reached.connection().close();
        assertThat(reached.settings().server().hosts()).hasSize(1);
        return reached.settings().server().hosts().get(0).toString();
    }

    private static NexusException fails(String url) {
        return catchThrowableOfType(NexusException.class, () -> Connector.open(DatabaseUrl.parse(url, "me"))
                .close());
    }
}
