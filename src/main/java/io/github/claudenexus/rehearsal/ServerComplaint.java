package io.github.claudenexus.rehearsal;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What the server says, on one line and without a period at its end. */
final class ServerComplaint {

    private ServerComplaint() {}

    /** Whether a message, in whatever language, has this name in it. */
    static boolean names(String message, String object) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(object) + "(?!\\w)")
                .matcher(message)
                .find();
    }

    static String of(Exception refusal) {
        Throwable said = refusal.getCause() instanceof SQLException cause ? cause : refusal;
        return String.valueOf(said.getMessage())
                .replaceAll("^(?:ERROR|FATAL): |(?s)\\s+(?:Where|Position): .*", "")
                .replaceAll("\\s*\n\\s*(Detail|Hint): ", ". ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
