package io.github.claudenexus.layout;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version, or all from one to another: {@code 004}, {@code 004-040}, {@code -040} for all up to it, {@code 004-} for
 * all from it on. Both ends belong to it.
 *
 * @param first the first; empty where it begins with the first of all
 * @param last the last; empty where it has no end
 * @param written as it was written
 */
public record VersionRange(Optional<Version> first, Optional<Version> last, String written) {

    /**
     * The range that is written so.
     *
     * @throws IllegalArgumentException when it is none; {@link #flaw} says why
     */
    public static VersionRange of(String written) {
        flaw(written).ifPresent(flaw -> {
            throw new IllegalArgumentException("\"" + written + "\" " + flaw);
        });
        return read(written);
    }

    /** Everything up to this version. */
    public static VersionRange upTo(Version last) {
        return new VersionRange(Optional.empty(), Optional.of(last), "-" + last);
    }

    private static VersionRange read(String written) {
        int dash = written.indexOf('-');
        return dash < 0
                ? new VersionRange(version(written), version(written), written)
                : new VersionRange(version(written.substring(0, dash)), version(written.substring(dash + 1)), written);
    }

    private static Optional<Version> version(String end) {
        return Optional.of(end.strip()).filter(text -> !text.isEmpty()).map(Version::of);
    }

    /** Why this is no range, to stand behind the text in a sentence; empty when it is one. */
    public static Optional<String> flaw(String text) {
        if (text.strip().matches("-?")) {
            return Optional.of("names no version");
        }
        Optional<String> ofVersion = Stream.of(text.split("-", 2))
                .map(String::strip)
                .filter(end -> !end.isEmpty())
                .flatMap(end -> Version.flaw(end).stream())
                .findFirst();
        return ofVersion.or(() -> read(text).isEmpty() ? Optional.of("ends before it begins") : Optional.empty());
    }

    private boolean isEmpty() {
        return first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0;
    }

    /** Whether this version is in it. */
    public boolean contains(Version version) {
        return first.stream().allMatch(one -> one.compareTo(version) <= 0)
                && last.stream().allMatch(one -> one.compareTo(version) >= 0);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
