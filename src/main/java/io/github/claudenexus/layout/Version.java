package io.github.claudenexus.layout;

import java.util.Arrays;
import java.util.Optional;

/**
 * A migration's version: one whole number, or several separated by dots or underscores. Versions are the same, and
 * follow one another, by their numbers, a missing one being 0: {@code 3}, {@code 003} and {@code 3.0} are one version.
 * Each is shown as it was written.
 */
public final class Version implements Comparable<Version> {

    /** The most digits of each of its numbers. */
    public static final int MOST_DIGITS = 18;

    /** The one version of all repeatable migrations, which come after all others. No other can be as high. */
    public static final Version REPEATABLE = new Version("R", new long[] {Long.MAX_VALUE});

    private final String written;
    // Without the zeros at the end, which change nothing.
    private final long[] parts;

    private Version(String written, long[] parts) {
        this.written = written;
        this.parts = parts;
    }

    private Version(String written) {
        this(written, parts(written));
    }

    private static long[] parts(String written) {
        String[] numbers = numbers(written);
        long[] parts = new long[numbers.length];
        int used = 0;
        for (int at = 0; at < parts.length; at++) {
            parts[at] = Long.parseLong(numbers[at]);
            used = parts[at] == 0 ? used : at + 1;
        }
        return Arrays.copyOf(parts, used);
    }

    private static String[] numbers(String written) {
        return written.replace('_', '.').split("\\.", -1);
    }

    /**
     * The version that is written so.
     *
     * @throws IllegalArgumentException when it is none; {@link #flaw} says why
     */
    public static Version of(String written) {
        Optional<String> flaw = flaw(written);
        if (flaw.isPresent()) {
            throw new IllegalArgumentException("\"" + written + "\" " + flaw.get());
        }
        return new Version(written);
    }

    /** Why this is no version, to stand behind the text in a sentence; empty when it is one. */
    public static Optional<String> flaw(String text) {
        if (!isNumbers(text)) {
            boolean separated = text.matches("[0-9._]*[0-9][0-9._]*");
            return Optional.of(
                    separated ? "has a dot or underscore without a number on each side" : "is not a version");
        }
        for (String number : numbers(text)) {
            if (number.length() > MOST_DIGITS) {
                return Optional.of("has a number of " + number.length() + " digits; " + MOST_DIGITS + " are the most");
            }
        }
        return Optional.empty();
    }

    /** Whether it is a number, or several with a dot or underscore between each two. */
    private static boolean isNumbers(String text) {
        boolean afterDigit = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean digit = character >= '0' && character <= '9';
            if (!digit && !(afterDigit && (character == '.' || character == '_'))) {
                return false;
            }
            afterDigit = digit;
        }
        return afterDigit;
    }

    /** The next one of its form: its last number is one more, with as many digits at least. */
    public Version next() {
        String[] numbers = numbers(written);
        String last = numbers[numbers.length - 1];
        String start = written.substring(0, written.length() - last.length());
        String number = String.valueOf(Long.parseLong(last) + 1);
        return new Version(start + "0".repeat(Math.max(last.length() - number.length(), 0)) + number);
    }

    /** Whether it is that of the repeatable migrations. */
    public boolean isRepeatable() {
        return equals(REPEATABLE);
    }

    /** Whether it is written as one number. */
    public boolean isWholeNumber() {
        return !isRepeatable() && written.indexOf('.') < 0 && written.indexOf('_') < 0;
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(parts, other.parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && Arrays.equals(parts, version.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
