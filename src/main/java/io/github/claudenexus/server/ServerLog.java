package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the server and its programs wrote. */
final class ServerLog {

    static final String FILE = "server.log";
    private static final int LINES = 12;

    private ServerLog() {}

    /** Deletes what an earlier server wrote. */
    static void clear(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Its last lines, below a line that names the file; nothing when there are none. */
    static String tail(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return last.isEmpty() ? "" : "\nThe end of " + file + ":\n" + String.join("\n", last);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
