package io.github.claudenexus.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of any text: as they are, percent- or form-encoded in part or whole, and in base64.
 *
 * <p>A secret under four characters is taken out only where it stands as a word of its own: elsewhere it is a syllable
 * of ordinary text, and stars in every such place would spell it out.
 */
public final class Scrubber {

    private static final String STARS = "***";
    private static final int SHORT = 4;

    private final Optional<Pattern> secrets;

    private Scrubber(Optional<Pattern> secrets) {
        this.secrets = secrets;
    }

    /** A scrubber of these secrets; empty ones are none. */
    public static Scrubber of(List<Secret> secrets) {
        String forms = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .map(Secret::reveal)
                .map(Scrubber::forms)
                .collect(Collectors.joining("|"));
        return new Scrubber(forms.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(forms)));
    }

    /** The text with three stars for each secret. */
    public String scrub(String text) {
        return secrets.map(pattern -> pattern.matcher(text).replaceAll(STARS)).orElse(text);
    }

    private static String forms(String secret) {
        String written = secret.codePoints().mapToObj(Scrubber::spellings).collect(Collectors.joining());
        if (secret.length() < SHORT) {
            return "(?<![\\p{L}\\p{N}])" + written + "(?![\\p{L}\\p{N}])";
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return String.join(
                "|",
                written,
                base64(Base64.getEncoder().withoutPadding(), bytes),
                base64(Base64.getUrlEncoder().withoutPadding(), bytes));
    }

    private static String base64(Base64.Encoder encoder, byte[] bytes) {
        return Pattern.quote(encoder.encodeToString(bytes)) + "={0,2}";
    }

    // Encoded before plain: a percent sign is the beginning of its own encoding.
    private static String spellings(int codePoint) {
        String character = Character.toString(codePoint);
        StringBuilder encoded = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02x", octet));
        }
        String plus = codePoint == ' ' ? "|\\+" : "";
        return "(?:(?i:" + encoded + ")|" + Pattern.quote(character) + plus + ")";
    }
}
