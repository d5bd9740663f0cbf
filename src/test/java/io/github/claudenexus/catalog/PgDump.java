package io.github.claudenexus.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The pg_dump of this machine, and what it prints of a database's schema. */
final class PgDump {

    private final boolean hasRestrictKey;

    PgDump() throws IOException {
        this.hasRestrictKey = run("pg_dump", "--help").contains("--restrict-key");
    }

    /** Its major version; 0 where there is none. */
    static int version() {
        try {
            return Integer.parseInt(run("pg_dump", "--version").replaceFirst("(?s)\\D*(\\d+).*", "$1"));
        } catch (IOException none) {
            return 0;
        }
    }

    /** Without the lines that name versions. */
    String of(int port, String database) {
        List<String> command = new ArrayList<>(
                List.of("pg_dump", "-s", "-h", "localhost", "-p", Integer.toString(port), "-U", "postgres", database));
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
