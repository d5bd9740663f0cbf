package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Parameters.Meaning;
import java.nio.file.Path;

/**
 * One connection service file of libpq: sections of {@code name=value} lines.
 *
 * @param file where it lies, for messages
 * @param text what it says
 */
record ServiceFile(Path file, String text) {

    /** Puts a service's values into the draft; false when there is no such service. */
    boolean read(String service, SettingsDraft draft) {
        boolean inside = false;
        int number = 0;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (inside) {
                    return true;
                }
                inside = line.equals("[" + service + "]");
            } else if (inside) {
                readLine(line, number, draft);
            }
        }
        return inside;
    }

    private void readLine(String line, int number, SettingsDraft draft) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw bad("Line " + number + " of " + file + " is neither [service] nor name=value");
        }
        String name = line.substring(0, equals);
        Meaning meaning = Parameters.libpq(name)
                .orElseThrow(() ->
                        bad("Line " + number + " of " + file + " has a parameter that is not known: \"" + name + "\""));
        meaning.accept(
                draft,
                new NamedValue("\"" + name + "\" in line " + number + " of " + file, line.substring(equals + 1)));
    }

    private static NexusException bad(String message) {
        return Failure.of(
                        FailureCode.BAD_PARAMETER, message, "The service file is PostgreSQL's own; psql reads it too.")
                .exception();
    }
}
