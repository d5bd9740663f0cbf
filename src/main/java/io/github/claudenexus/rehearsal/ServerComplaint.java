package io.github.claudenexus.rehearsal;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What the server says, on one line and without a period at its end. */
final class ServerComplaint {

    private static final String MARK = "[\"'\\p{Pi}\\p{Pf}\\p{Ps}]";

    private ServerComplaint() {}

    /** Whether a message, in whatever language, has this name in quotation marks, as the server writes names. */
    static boolean names(String message, String object) {
        return Pattern.compile(MARK + "\\p{Z}?" + Pattern.quote(object) + "\\p{Z}?" + MARK)
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
