package io.github.claudenexus.jdbc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** RFC 3986: {@code %41} is an A, and a plus is a plus. */
final class PercentEncoding {

    private static final int HEX = 16;

    private PercentEncoding() {}

    static NamedValue decode(NamedValue raw) {
        String encoded = raw.text();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < encoded.length()) {
            int percent = encoded.indexOf('%', at);
            int plainEnd = percent < 0 ? encoded.length() : percent;
            bytes.writeBytes(encoded.substring(at, plainEnd).getBytes(StandardCharsets.UTF_8));
            at = plainEnd;
            if (percent >= 0) {
                bytes.write(octet(raw, percent));
                at += "%41".length();
            }
        }
        return raw.with(printable(raw, bytes.toByteArray()));
    }

    private static int octet(NamedValue raw, int percent) {
        String text = raw.text();
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), HEX) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(percent + 2), HEX);
        if (low < 0) {
            throw raw.bad("has a % that two hexadecimal digits do not follow");
        }
        return high * HEX + low;
    }

    private static String printable(NamedValue raw, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw raw.bad("has a control character");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw raw.bad("is not UTF-8 once its % signs are decoded");
        }
    }
}
