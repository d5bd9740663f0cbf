package io.github.claudenexus.rehearsal;

import java.util.regex.Pattern;

/** What the server says, on one line and without a period at its end. */
final class ServerWords {

    // Each language has its own quotes, French with a space within.
    private static final String QUOTE = "[\"'\\p{Pi}\\p{Pf}„‚]";

    private ServerWords() {}

    /** Whether a message, in whatever language, names this object; not whether what it has to say is about it. */
    static boolean name(String message, String object) {
        return Pattern.compile(QUOTE + "\\h?" + Pattern.quote(object) + "\\h?" + QUOTE)
                .matcher(message)
                .find();
    }

    static String of(Exception refusal) {
        return String.valueOf(refusal.getMessage())
                .replaceAll("^(?:ERROR|FATAL): |(?s)\\s+(?:Where|Position): .*", "")
                .replaceAll("\\s*\n\\s*(Detail|Hint): ", ". ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
