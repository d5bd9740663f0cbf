package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Parameters.Meaning;
import java.nio.file.Path;

/**
 * One service of libpq's connection service file: a section of {@code name=value} lines.
 *
 * @param service its name
 * @param file the file, for messages
 */
record ServiceFile(String service, Path file) {

    /** Puts the service's values into the draft; false when the file's text has no such service. */
    boolean read(String text, SettingsDraft draft) {
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
        String subject = "\"" + name + "\" in line " + number + " of " + file;
        meaning.accept(draft, new NamedValue(subject, line.substring(equals + 1), hint()));
    }

    private NexusException bad(String message) {
        return Failure.of(FailureCode.BAD_PARAMETER, message, hint()).exception();
    }

    private String hint() {
        return "The service file is PostgreSQL's own: psql service=" + service + " reads it too.";
    }
}
