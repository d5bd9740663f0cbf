package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.session.LockRetry;
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
        return LockRetry.sql(refusal)
                .flatMap(ServerMessage::of)
                .map(ServerMessage::text)
                .orElseGet(() -> String.valueOf(refusal.getMessage()))
                .replaceAll("\\s+", " ")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
