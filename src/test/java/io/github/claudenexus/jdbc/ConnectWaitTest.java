package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that does not answer yet is waited for, as long as that is wanted. */
@Timeout(60)
class ConnectWaitTest extends DatabaseTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void aServerThatComesUpLaterIsReached() throws Exception {
        int port = freePort();
        CompletableFuture<ServerSocket> later = CompletableFuture.supplyAsync(
                () -> relay(port), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));

        Connector.await(at(port), Duration.ofSeconds(30), lines::add);

        try (ServerSocket listening = later.get();
                Connection connection = Connector.open(at(port))) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(listening.isBound()).isTrue();
        }
        assertThat(lines).containsExactly("Waiting for the server, for up to 30 s: " + at(port).describe());
    }

    @Test
    void aServerThatStaysDownFailsAfterTheTimeout() throws Exception {
        ConnectionSettings nowhere = at(freePort());
        long start = System.nanoTime();

        Connector.await(nowhere, Duration.ofMillis(700), lines::add);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
        assertThatThrownBy(() -> Connector.open(nowhere)).isInstanceOf(NexusException.class);
    }

    /** A refused login does not become another one by waiting. */
    @Test
    void aServerThatAnswersIsNotWaitedFor() {
        Connector.await(
                DatabaseUrl.parse(database.url(), "postgres").to("no_such_database"),
                Duration.ofSeconds(50),
                lines::add);

        assertThat(lines).isEmpty();
    }

    private ConnectionSettings at(int port) {
        return DatabaseUrl.parse(database.url().replaceFirst("(@[^:/]+):\\d+/", "$1:" + port + "/"), "postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private ServerSocket relay(int port) {
        try {
            ServerSocket listening = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
            start(() -> {
                while (true) {
                    Socket client = listening.accept();
                    ConnectionSettings.Server real =
                            DatabaseUrl.parse(database.url(), "postgres").server();
                    Socket server = new Socket(real.host(), real.port());
                    start(() -> client.getInputStream().transferTo(server.getOutputStream()));
                    start(() -> server.getInputStream().transferTo(client.getOutputStream()));
                }
            });
            return listening;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** What a thread of the relay does until its sockets are closed. */
    @FunctionalInterface
    private interface Pump {
        void run() throws IOException;
    }

    private static void start(Pump pump) {
        Thread thread = new Thread(() -> {
            try {
                pump.run();
            } catch (IOException closed) {
                // The test has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
