package io.github.claudenexus.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that tests run beside the server: a pooler, a standby. */
final class Programs {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private Programs() {}

    /** Where this one is: in the PATH, where Debian has what administrators run, or with the newest PostgreSQL. */
    static Optional<Path> find(String program) {
        Stream<Path> path =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.of(versions(), path, Stream.of(Path.of("/usr/sbin")))
                .flatMap(folders -> folders)
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> versions() {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions
                    .sorted(Comparator.comparing(version -> -Integer.parseInt(
                            "0" + version.getFileName().toString().replaceAll("\\D", ""))))
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }

    /** Starts one; neither PostgreSQL nor PgBouncer sees that root does. */
    static Process start(Path log, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        Path self = Path.of("/proc/self");
        if (Files.exists(self) && Files.getAttribute(self, "unix:uid") instanceof Integer user && user == 0) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs one to its end, which has to be a good one. */
    static void run(Path log, Path program, String... arguments) throws IOException {
        int end = start(log, program, arguments).onExit().join().exitValue();
        if (end != 0) {
            throw new IOException(program + " ended with " + end + ": " + Files.readString(log));
        }
    }

    /** A port that nobody has now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
