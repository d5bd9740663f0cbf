package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One value from a URL, a variable or a service file. A message about it says its name and never its text.
 *
 * @param subject how a sentence about it begins: {@code The port in the database URL}
 * @param text the value
 * @param hint what to do when it is wrong
 */
record NamedValue(String subject, String text, String hint) {

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+(%[\\w.-]+)?");
    private static final int HEX = 16;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    /** A failure that says what is wrong with it. */
    NexusException bad(String predicate) {
        return bad(predicate, hint);
    }

    /** A failure that says what is wrong with it, and what to do in this case. */
    NexusException bad(String predicate, String special) {
        return Failure.of(FailureCode.BAD_URL, subject + " " + predicate, special)
                .exception();
    }

    /** The same name and hint for another text. */
    NamedValue with(String another) {
        return new NamedValue(subject, another, hint);
    }

    /** The same without percent-encoding by RFC 3986: {@code %41} is an A, and a plus is a plus. */
    NamedValue decoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            int plainEnd = percent < 0 ? text.length() : percent;
            bytes.writeBytes(text.substring(at, plainEnd).getBytes(StandardCharsets.UTF_8));
            at = plainEnd;
            if (percent >= 0) {
                bytes.write(octet(percent));
                at += "%41".length();
            }
        }
        return with(printable(bytes.toByteArray()));
    }

    private int octet(int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), HEX) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(percent + 2), HEX);
        if (low < 0) {
            throw bad("has a % that two hexadecimal digits do not follow");
        }
        return high * HEX + low;
    }

    private String printable(byte[] bytes) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw bad("has a control character");
            }
            return decoded;
        } catch (CharacterCodingException notUtf8) {
            throw bad("is not UTF-8 once its % signs are decoded");
        }
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
        return Arrays.stream(text.split(",", -1)).map(this::with).toList();
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
