package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run of its own: starts a server, prints its port, and closes the server when it is sent a line. */
final class ServerProcess {

    private ServerProcess() {}

    public static void main(String[] arguments) throws IOException {
        PostgresServer server = PostgresServer.start(
                Lifetime.valueOf(arguments[0]),
                new Binaries(Path.of(arguments[1])),
                Path.of(arguments[2]),
                Duration.ofMinutes(1));
        System.out.println(server.port());
        if (System.in.read() >= 0) {
            server.close();
        }
    }

    /** The command that starts it. */
    static List<String> command(Lifetime lifetime, Path binaries, Path folder, String... options) {
        return command(ServerProcess.class, lifetime, binaries, folder, options);
    }

    /** The command that starts another class that does the same. */
    static List<String> command(Class<?> main, Lifetime lifetime, Path binaries, Path folder, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                absoluteClassPath(),
                main.getName(),
                lifetime.name(),
                binaries.toAbsolutePath().toString(),
                folder.toString()));
        return command;
    }

    private static String absoluteClassPath() {
        StringBuilder all = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            all.append(Path.of(entry).toAbsolutePath()).append(':');
        }
        return all.toString();
    }
}
