package io.github.claudenexus.rollback;

/** What the server says, on one line and without a period at its end. */
final class ServerWords {

    private ServerWords() {}

    static String of(Exception refusal) {
        return String.valueOf(refusal.getMessage())
                .replaceAll("^(?:ERROR|FATAL): |(?s)\\s+(?:Where|Position): .*", "")
                .replaceAll("\\s*\n\\s*(Detail|Hint): ", ". ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
