package io.github.claudenexus.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pg_dump of this machine, and what it prints of a database's schema. */
final class PgDump {

    /** Where Debian has those of every version; the one in the path is a script there that takes longer than the dump. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final String PROGRAM = program();

    private final boolean hasRestrictKey;

    PgDump() throws IOException {
        this.hasRestrictKey = run(PROGRAM, "--help").contains("--restrict-key");
    }

    private static String program() {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin/pg_dump"))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .map(Path::toString)
                    .orElse("pg_dump");
        } catch (IOException notDebian) {
            return "pg_dump";
        }
    }

    /** Its major version; 0 where there is none. */
    static int version() {
        try {
            return Integer.parseInt(run(PROGRAM, "--version").replaceFirst("(?s)\\D*(\\d+).*", "$1"));
        } catch (IOException none) {
            return 0;
        }
    }

    /** Without the lines that name versions. */
    String of(int port, String database) {
        List<String> command = new ArrayList<>(
                List.of(PROGRAM, "-s", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres", database));
        if (hasRestrictKey) {
            // It is drawn by chance otherwise.
            command.add("--restrict-key=nexus");
        }
        try {
            return run(command.toArray(String[]::new))
                    .lines()
                    .filter(line -> !line.startsWith("-- Dumped "))
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Arrays.toString(command) + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return output;
    }
}
