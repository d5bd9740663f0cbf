package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One value somebody wrote, and what to call it when it is wrong; a message says the name and never the text.
 *
 * @param subject how a sentence about it begins: {@code The port in the database URL}
 * @param text the value, decoded
 */
record NamedValue(String subject, String text) {

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+(%[\\w.-]+)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final String HINT = "A URL is postgresql://user:password@host:5432/database;"
            + " in user and password, % is written %25, / is %2F, @ is %40, : is %3A, ? is %3F and # is %23.";

    private static final String PARAMETER_HINT = "Correct the parameter, or take it out of the URL.";

    /** A failure that says what is wrong with it. */
    NexusException bad(String predicate) {
        return bad(predicate, subject.startsWith("The parameter ") ? PARAMETER_HINT : HINT);
    }

    /** A failure that says what is wrong with it, and what to do. */
    NexusException bad(String predicate, String hint) {
        return Failure.of(FailureCode.BAD_URL, subject + " " + predicate, hint).exception();
    }

    int number(int least, int most) {
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw bad("must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    String flag() {
        return among(Map.of("1", "true", "0", "false", "true", "true", "false", "false"));
    }

    /** What the driver calls one of the values allowed. */
    <T> T among(Map<String, T> allowed) {
        T translated = allowed.get(text);
        if (translated == null) {
            throw bad("must be one of "
                    + String.join(", ", allowed.keySet().stream().sorted().toList()));
        }
        return translated;
    }

    /** The elements of a list with commas. */
    List<NamedValue> parts() {
        return Arrays.stream(text.split(",", -1))
                .map(part -> new NamedValue(subject, part))
                .toList();
    }

    String host() {
        if (text.startsWith("/") || text.startsWith("@")) {
            throw bad("is the folder of a Unix socket; Java connects by TCP only, so give a host name");
        }
        if (!HOST.matcher(text).matches()) {
            throw bad("has a character that no host name has");
        }
        return text;
    }

    @Override
    public String toString() {
        return subject;
    }
}
