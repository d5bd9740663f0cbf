package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.WireProxy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

class ConnectorTest {

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void itConnectsWithoutServerSidePreparedStatements() throws SQLException {
        try (Connection connection = open(database.url())) {
            assertThat(value(connection, "SELECT current_database()")).isEqualTo(database.name());
            assertThat(value(connection, "SHOW application_name")).isEqualTo("nexus-maven-plugin");
            assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                    .isZero();
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void sessionSettingsAreSet() throws SQLException {
        String options = "-c%20lock_timeout=4s%20-c%20search_path=%22we'ird\\\\%22,public";
        try (Connection connection = open(database.url() + "?application_name=it's\\me&options=" + options)) {
            assertThat(value(connection, "SHOW application_name")).isEqualTo("it's\\me");
            assertThat(value(connection, "SHOW lock_timeout")).isEqualTo("4s");
            assertThat(value(connection, "SHOW search_path")).isEqualTo("\"we'ird\\\",public");
            try (Statement statement = connection.createStatement()) {
                statement.execute("RESET ALL");
                statement.execute("SET standard_conforming_strings = off");
                statement.execute(SessionSettings.sql(
                        DatabaseUrl.parse(database.url() + "?application_name=it's\\me&options=" + options, "me")
                                .session()));
            }
            assertThat(value(connection, "SHOW application_name")).isEqualTo("it's\\me");
            assertThat(value(connection, "SHOW lock_timeout")).isEqualTo("4s");
        }
    }

    @Test
    void aSettingTheServerRefusesIsSaid() throws SQLException {
        NexusException thrown = fails(database.url() + "?options=-c%20lock_timeout=never");

        assertThat(thrown)
                .hasMessage("The server at " + address() + " refused the session settings (lock_timeout):"
                        + " ERROR: invalid value for parameter \"lock_timeout\": \"never\".");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_URL);
        assertThat(thrown.failure().place().sqlState()).contains("22023");
        // The server notices a moment later that the connection is closed.
        database.execute("DO $$ BEGIN FOR turn IN 1..500 LOOP PERFORM pg_stat_clear_snapshot();"
                + " EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND application_name = 'nexus-maven-plugin');"
                + " PERFORM pg_sleep(0.01); ASSERT turn < 500, 'a connection is left'; END LOOP; END $$");
    }

    @Test
    void aDatabaseNameIsEncoded() throws SQLException {
        TestDatabase.admin("CREATE DATABASE \"we ird/näme?+%\"");
        try (Connection connection = open(urlOf("we%20ird%2Fn%C3%A4me%3F+%25"))) {
            assertThat(value(connection, "SELECT current_database()")).isEqualTo("we ird/näme?+%");
        } finally {
            TestDatabase.admin("DROP DATABASE \"we ird/näme?+%\" WITH (FORCE)");
        }
    }

    @Test
    void anUnknownDatabaseIsNamed() {
        NexusException thrown = fails(urlOf("no_such_database"));

        assertThat(thrown).hasMessage("The server at " + address() + " has no database \"no_such_database\".");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNKNOWN_DATABASE);
        assertThat(thrown.failure().place().sqlState()).contains("3D000");
        assertThat(thrown.failure().hint())
                .isEqualTo("Check the name in the URL, or create the database first: this plugin creates tables, not"
                        + " databases.");
    }

    @Test
    void anUnknownUserIsNamed() {
        NexusException thrown = fails("postgresql://no_such_user@" + address() + "/" + database.name());

        assertThat(thrown)
                .hasMessage("The server at " + address() + " refused user \"no_such_user\" for database \""
                        + database.name() + "\": FATAL: role \"no_such_user\" does not exist.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.LOGIN_REFUSED);
        assertThat(thrown.failure().hint())
                .isEqualTo("No password was given: put it into PGPASSWORD, libpq's password file or the URL.");
        assertThat(thrown.getCause()).isInstanceOf(SQLException.class).hasNoCause();
    }

    @Test
    void aRoleWithoutTheRightToConnectIsNamed() throws SQLException {
        TestDatabase.admin("CREATE ROLE nexus_stranger LOGIN");
        try (TestDatabase closed = TestDatabase.create()) {
            TestDatabase.admin("REVOKE CONNECT ON DATABASE " + closed.name() + " FROM PUBLIC");
            NexusException thrown = fails("postgresql://nexus_stranger@" + address() + "/" + closed.name());

            assertThat(thrown)
                    .hasMessage("User \"nexus_stranger\" may not connect to database \"" + closed.name() + "\" at "
                            + address() + ": FATAL: permission denied for database \"" + closed.name()
                            + "\". Detail: User does not have CONNECT privilege.");
            assertThat(thrown.failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
        } finally {
            TestDatabase.admin("DROP ROLE nexus_stranger");
        }
    }

    @Test
    void aServerWithoutTlsIsUnfitWhenTlsIsDemanded() {
        NexusException thrown = fails(database.url() + "?sslmode=require");

        assertThat(thrown).hasMessage("No TLS connection to " + address() + ": it does not support TLS.");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNFIT_SERVER);
        assertThat(thrown.failure().hint())
                .isEqualTo("sslmode is \"require\"; sslrootcert names the certificate of the authority to trust.");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, connection refused",
        "[::1]:1, connection refused",
        "no-such-host.invalid:5432, there is no host of that name",
    })
    void anUnreachableServerIsReportedWithTheReason(String place, String reason) {
        NexusException thrown = fails("postgresql://ada:s3cret@" + place + "/shop");

        assertThat(thrown).hasMessage("No connection to " + place + ": " + reason + ".");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(thrown.failure().hint())
                .isEqualTo("Check host and port, that the server runs and listens there, and what lies between.");
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + silent.getLocalPort();
            NexusException thrown = fails("postgresql://" + place + "/shop?connect_timeout=1&sslmode=disable");

            assertThat(thrown).hasMessage("No connection to " + place + ": no answer within 1 s.");
        }
    }

    @Test
    void startupParametersAreAcceptedByPoolers() throws Exception {
        try (ServerSocket pooler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> sent =
                    CompletableFuture.supplyAsync(() -> answer(pooler, "57P03", "starting up"));
            String place = "127.0.0.1:" + pooler.getLocalPort();
            NexusException thrown = fails("jdbc:postgresql://" + place
                    + "/shop?user=ada&sslmode=disable&application_name=x&currentSchema=a&options=-clock_timeout=5s");

            assertThat(sent.get()).containsExactly("user", "database", "client_encoding", "DateStyle", "TimeZone");
            assertThat(thrown).hasMessage("The server at " + place + " takes no connection now: FATAL: starting up.");
            assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNFIT_SERVER);
        }
    }

    /** Whoever waits for the server then asks again. */
    @Test
    void ofSeveralHostsOneThatIsStartingIsTold() throws Exception {
        try (ServerSocket starting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> sent =
                    CompletableFuture.supplyAsync(() -> answer(starting, "57P03", "starting up"));
            NexusException thrown = fails(
                    "postgresql://ada@127.0.0.1:1,127.0.0.1:" + starting.getLocalPort() + "/shop?sslmode=disable");

            assertThat(sent.get()).isNotEmpty();
            assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNFIT_SERVER);
            assertThat(thrown.failure().place().sqlState()).contains("57P03");
        }
    }

    /** Only the server says what is wrong with a setting. */
    @Test
    void aConnectionThatIsLostWhileItIsSetUpIsUnreachable() throws IOException {
        try (WireProxy proxy = WireProxy.before(database.url(), number -> new WireProxy.Tap() {
            @Override
            public WireProxy.Fate fromClient(int type, byte[] body) {
                return new String(body, StandardCharsets.UTF_8).contains("set_config")
                        ? WireProxy.Fate.CUT
                        : WireProxy.Fate.PASS;
            }
        })) {
            NexusException thrown = fails(proxy.url() + "?options=-cwork_mem%3D64MB");

            assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNREACHABLE);
        }
    }

    @Test
    void aPasswordInAServerMessageIsRedacted() throws Exception {
        try (ServerSocket chatty = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> sent =
                    CompletableFuture.supplyAsync(() -> answer(chatty, "28P01", "no: s3cret% or s3cret%25"));
            String place = "127.0.0.1:" + chatty.getLocalPort();
            NexusException thrown = fails("postgresql://ada:s3cret%25@" + place + "/shop?sslmode=disable");

            assertThat(sent.get()).isNotEmpty();
            assertThat(thrown)
                    .hasMessage("The server at " + place
                            + " refused user \"ada\" for database \"shop\": FATAL: no: *** or ***.");
            assertThat(thrown.getCause()).hasMessage("FATAL: no: *** or ***").hasNoCause();
            assertThat(thrown.failure().hint())
                    .isEqualTo("Check the user and the password, and whether the password is percent-encoded in the"
                            + " URL.");
        }
    }

    @Test
    void theDriverReadsNoPasswordFileOfItsOwn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:*:s3cret\n");
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try (ServerSocket curious = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> sent = CompletableFuture.supplyAsync(() -> password(curious));
            NexusException thrown =
                    fails("postgresql://ada@127.0.0.1:" + curious.getLocalPort() + "/shop?sslmode=disable");

            assertThat(sent.get()).doesNotContain("s3cret");
            assertThat(thrown.failure().hint())
                    .isEqualTo("No password was given: put it into PGPASSWORD, libpq's password file or the URL.");
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void aLiteralIsTheSameWhateverTheServersSetting() throws SQLException {
        try (Connection connection = open(database.url() + "?options=-cstandard_conforming_strings%3Doff")) {
            assertThat(value(connection, "SELECT " + SessionSettings.literal("it's\\'; x")))
                    .isEqualTo("it's\\'; x");
        }
    }

    /** Asks whoever comes for a password in the clear, and refuses what it gets. */
    private static String password(ServerSocket server) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[in.readInt() - Integer.BYTES]);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte('R');
            out.writeInt(2 * Integer.BYTES);
            out.writeInt(3);
            out.flush();
            in.readByte();
            byte[] password = new byte[in.readInt() - Integer.BYTES];
            in.readFully(password);
            byte[] fields = "SFATAL\0VFATAL\0C28P01\0Mno\0\0".getBytes(StandardCharsets.UTF_8);
            out.writeByte('E');
            out.writeInt(fields.length + Integer.BYTES);
            out.write(fields);
            out.flush();
            return new String(password, StandardCharsets.UTF_8);
        } catch (EOFException nothing) {
            return "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes one start-up packet, refuses it, and gives back the names of its parameters. */
    private static List<String> answer(ServerSocket server, String state, String message) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] packet = new byte[in.readInt() - Integer.BYTES];
            in.readFully(packet);
            byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte('E');
            out.writeInt(fields.length + Integer.BYTES);
            out.write(fields);
            out.flush();
            String[] words = new String(packet, Integer.BYTES, packet.length - Integer.BYTES, StandardCharsets.UTF_8)
                    .split("\0", 0);
            List<String> names = new ArrayList<>();
            for (int word = 0; word < words.length; word += 2) {
                names.add(words[word]);
            }
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String address() {
        String url = database.url();
        return url.substring(url.indexOf('@') + 1, url.lastIndexOf('/'));
    }

    private static String urlOf(String name) {
        return database.url().replace("/" + database.name(), "/" + name);
    }

    private static Connection open(String url) {
        return Connector.open(DatabaseUrl.parse(url, "me"));
    }

    private static NexusException fails(String url) {
        return catchThrowableOfType(NexusException.class, () -> open(url).close());
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
