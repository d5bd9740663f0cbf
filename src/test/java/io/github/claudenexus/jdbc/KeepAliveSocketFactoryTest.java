package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that vanished is given up soon: keep-alive's times are ours, not the operating system's two hours. */
class KeepAliveSocketFactoryTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int TICKS_PER_SECOND = 100;

    @BeforeEach
    void onlyWhereThePlatformHasTheOptions() throws IOException {
        try (Socket socket = new Socket()) {
            assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
        }
    }

    @Test
    void everySocketHasTheTimes() throws IOException {
        KeepAliveSocketFactory sockets = sockets(KeepAliveSocketFactory.DEFAULTS);
        try (ServerSocket server = new ServerSocket(0, 10, HERE)) {
            int port = server.getLocalPort();

            assertTimes(sockets.createSocket(), 30, 10, 3);
            assertTimes(sockets.createSocket(HERE, port), 30, 10, 3);
            assertTimes(sockets.createSocket(HERE.getHostAddress(), port), 30, 10, 3);
            assertTimes(sockets.createSocket(HERE, port, HERE, 0), 30, 10, 3);
            assertTimes(sockets.createSocket(HERE.getHostAddress(), port, HERE, 0), 30, 10, 3);
        }
    }

    @Test
    void zeroMeansTheSystemDefault() throws IOException {
        try (Socket plain = new Socket()) {
            assertTimes(
                    sockets(Map.of("keepalives_idle", "0", "keepalives_interval", "7"))
                            .createSocket(),
                    plain.getOption(ExtendedSocketOptions.TCP_KEEPIDLE),
                    7,
                    plain.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
        }
    }

    @Test
    void aSocketThatFailsToConnectIsClosed() throws IOException {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            free = server.getLocalPort();
        }

        assertThatThrownBy(() -> sockets(Map.of()).createSocket(HERE, free).close())
                .isInstanceOf(IOException.class);
    }

    /** The kernel tells, of each socket, which timer runs and when it will go off. */
    @ParameterizedTest
    @CsvSource({"'', 30", "?keepalives_idle=7, 7", "?keepalives_idle=7&keepalives_count=2&keepalives_interval=1, 7"})
    void aConnectionAsksAfterThisManySeconds(String parameters, int seconds) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")));
        try (TestDatabase database = TestDatabase.create();
                Connection connection = Connector.open(DatabaseUrl.parse(database.url() + parameters, "me"))) {
            int port = clientPort(connection);
            // While what was sent last is not acknowledged, another timer runs.
            Await.until(() -> timer(port).startsWith("02:"));

            String timer = timer(port);
            assertThat(Integer.parseInt(timer.substring(3), 16))
                    .isBetween((seconds - 6) * TICKS_PER_SECOND, seconds * TICKS_PER_SECOND + 1);
        }
    }

    private static int clientPort(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT inet_client_port()")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String timer(int port) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
                Stream<String> six = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(four, six)
                    .map(line -> line.strip().split(" +", -1))
                    .filter(columns -> columns[1].endsWith(local) && columns[3].equals("01"))
                    .map(columns -> columns[5])
                    .findFirst()
                    .orElse("none");
        }
    }

    private static KeepAliveSocketFactory sockets(Map<String, String> times) {
        Properties properties = new Properties();
        properties.putAll(times);
        return new KeepAliveSocketFactory(properties);
    }

    private static void assertTimes(Socket socket, int idle, int interval, int count) throws IOException {
        try (socket) {
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(idle);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(interval);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(count);
        }
    }
}
