package io.github.claudenexus.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A migration's version: one whole number, or several separated by dots or underscores. Versions are the same, and
 * follow one another, by their numbers, a missing one being 0: {@code 3}, {@code 003} and {@code 3.0} are one version.
 * Each is shown as it was written.
 */
public final class Version implements Comparable<Version> {

    /** The most digits of each of its numbers. */
    public static final int MOST_DIGITS = 18;

    /** The one version of all repeatable migrations, which come after all others. No other can be as high. */
    public static final Version REPEATABLE = new Version("R", List.of(Long.MAX_VALUE));

    private static final Pattern SEPARATOR = Pattern.compile("[._]");
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+([._][0-9]+)*");

    private final String written;
    // Without the zeros at the end, which change nothing.
    private final List<Long> parts;

    private Version(String written, List<Long> parts) {
        this.written = written;
        this.parts = parts;
    }

    private Version(String written) {
        this(written, parts(written));
    }

    private static List<Long> parts(String written) {
        List<Long> numbers = new ArrayList<>();
        for (String part : SEPARATOR.split(written, -1)) {
            numbers.add(Long.parseLong(part));
        }
        while (!numbers.isEmpty() && numbers.get(numbers.size() - 1) == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return List.copyOf(numbers);
    }

    /**
     * The version that is written so.
     *
     * @throws IllegalArgumentException when it is none; {@link #flaw} says why
     */
    public static Version of(String written) {
        flaw(written).ifPresent(flaw -> {
            throw new IllegalArgumentException("\"" + written + "\" " + flaw);
        });
        return new Version(written);
    }

    /** Why this is no version, to stand behind the text in a sentence; empty when it is one. */
    public static Optional<String> flaw(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            boolean separated = text.matches("[0-9._]*[0-9][0-9._]*");
            return Optional.of(
                    separated ? "has a dot or underscore without a number on each side" : "is not a version");
        }
        return Arrays.stream(SEPARATOR.split(text, -1))
                .filter(part -> part.length() > MOST_DIGITS)
                .findFirst()
                .map(part -> "has a number of " + part.length() + " digits; " + MOST_DIGITS + " are the most");
    }

    /** The next one of its form: its last number is one more, with as many digits at least. */
    public Version next() {
        List<String> all = new ArrayList<>(List.of(SEPARATOR.split(written, -1)));
        String last = all.remove(all.size() - 1);
        String start = written.substring(0, written.length() - last.length());
        String number = String.valueOf(Long.parseLong(last) + 1);
        return new Version(start + "0".repeat(Math.max(last.length() - number.length(), 0)) + number);
    }

    /** Whether it is that of the repeatable migrations. */
    public boolean isRepeatable() {
        return equals(REPEATABLE);
    }

    /** Its numbers, without zeros at the end. */
    public List<Long> parts() {
        return parts;
    }

    /** Its numbers with dots between them, and no digit that changes nothing: {@code 1.2} of {@code 001_2.0}. */
    public String normal() {
        return parts.isEmpty() ? "0" : parts.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(parts.toArray(Long[]::new), other.parts.toArray(Long[]::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && parts.equals(version.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
