package io.github.claudenexus.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces secrets in any text by stars: as they are, percent- or form-encoded in part or whole, and in base64.
 *
 * <p>A secret that is a short word or number, a word of this plugin's own messages, or part of the name of user, database
 * or host is replaced only where a password is expected: behind {@code password=} and the like, and in a URL's login.
 * Stars in every other place of that word would make texts unreadable and spell the secret out.
 */
public final class Scrubber {

    private static final String STARS = "***";
    private static final int SHORT = 4;
    private static final Pattern SHORT_WORD = Pattern.compile("\\p{L}\\p{Ll}{0,5}|\\p{Lu}{1,6}|\\d{1,5}");
    private static final Set<String> OWN_WORDS = Set.of(
            "authentication",
            "connection",
            "database",
            "localhost",
            "migration",
            "migrations",
            "password",
            "passwort",
            "postgres",
            "postgresql",
            "rollback",
            "statement");
    private static final String EXPECTED = "(?<=(?i:password|passwd|pwd)[\"']?\\s{0,3}(?:=>?|:)\\s{0,3}[\"']?"
            + "|(?i:password)\\s{1,3}[\"']|://[^\\s/@:]{0,100}:)";
    private static final String ENDED = "(?![\\p{L}\\p{N}_])";

    private final List<Pattern> secrets;

    private Scrubber(List<Pattern> secrets) {
        this.secrets = secrets;
    }

    /** A scrubber of these secrets; empty ones are none. */
    public static Scrubber of(Secret... secrets) {
        return of(Stream.of(secrets), List.of());
    }

    /** A scrubber of all secrets of these connections. */
    public static Scrubber of(Collection<ConnectionSettings> connections) {
        return of(
                connections.stream().flatMap(settings -> settings.secrets().stream()),
                connections.stream()
                        .flatMap(settings -> settings.names().stream())
                        .toList());
    }

    private static Scrubber of(Stream<Secret> secrets, List<String> names) {
        return new Scrubber(secrets.filter(secret -> !secret.isEmpty())
                .map(Secret::reveal)
                .distinct()
                // One secret may be within another, of which the rest would be left.
                .sorted(Comparator.comparing(String::length).reversed())
                .map(secret -> isOrdinary(secret, names) ? whereExpected(secret) : anywhere(secret))
                .toList());
    }

    /** The text with three stars for each secret. */
    public String scrub(String text) {
        String scrubbed = text;
        for (Pattern secret : secrets) {
            scrubbed = secret.matcher(scrubbed).replaceAll(STARS);
        }
        return scrubbed;
    }

    private static boolean isOrdinary(String secret, List<String> names) {
        return secret.length() < SHORT
                || SHORT_WORD.matcher(secret).matches()
                || OWN_WORDS.contains(secret.toLowerCase(Locale.ROOT))
                || names.stream().anyMatch(name -> name.contains(secret));
    }

    private static Pattern whereExpected(String secret) {
        // What is before it is looked at only where it is.
        return Pattern.compile("(?=" + spelled(secret) + ")" + EXPECTED + spelled(secret) + ENDED);
    }

    private static Pattern anywhere(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Pattern.compile(String.join(
                "|",
                spelled(secret),
                base64(Base64.getEncoder().withoutPadding(), bytes),
                base64(Base64.getUrlEncoder().withoutPadding(), bytes)));
    }

    private static String spelled(String secret) {
        return secret.codePoints().mapToObj(Scrubber::spellings).collect(Collectors.joining());
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
