package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.layout.VersionRange;
import io.github.claudenexus.mojo.RunRequest.Scope;
import io.github.claudenexus.rehearsal.Judge;
import io.github.claudenexus.rehearsal.RowSource;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as it was written.
 *
 * @param name its property, {@code nexus.wait}
 * @param text what was written; nothing and blanks are the same
 */
record ParameterText(String name, Optional<String> text) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB|)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    static ParameterText of(String name, @Nullable String text) {
        return new ParameterText(
                name, Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty()));
    }

    /** {@code 500ms}, {@code 5s}, {@code 2m}; a bare number is seconds. */
    Duration duration(Duration fallback) {
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (!matcher.matches()) {
            throw bad("is not a valid duration", "Write it as 500ms, 5s or 2m; a bare number is seconds.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** A migration's version, {@code 003} or {@code 3}. */
    Optional<Version> version() {
        text.flatMap(Version::flaw).ifPresent(flaw -> {
            throw bad(flaw, "Write the version alone, without the name: 003, or 3.");
        });
        return text.map(Version::of);
    }

    /** Versions of migrations, {@code 003} or {@code 003-040}. */
    VersionRange versionRange() {
        String written = text.orElse("");
        VersionRange.flaw(written).ifPresent(flaw -> {
            throw bad(flaw, "Write versions, or ranges with a hyphen: 004, 010-020, -040 for all up to 040.");
        });
        return VersionRange.of(written);
    }

    /** {@code 500MB}, {@code 2GB}; a bare number is bytes. */
    long bytes(long fallback) {
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher matcher = SIZE.matcher(text.get());
        if (!matcher.matches()) {
            throw bad("is not a valid size", "Write it as 500kB, 100MB or 2GB; a bare number is bytes.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "KB" -> number * 1_000;
            case "MB" -> number * 1_000_000;
            case "GB" -> number * 1_000_000_000;
            default -> number;
        };
    }

    /** {@code main} or {@code test}. */
    Scope scope() {
        return switch (text.orElse("main").toLowerCase(Locale.ROOT)) {
            case "main" -> Scope.MAIN;
            case "test" -> Scope.TEST;
            default ->
                throw bad("is not a valid scope", "Write main, or test for the migrations of the tests as well.");
        };
    }

    /** Refuses what is neither true nor false. */
    void onOrOff() {
        if (text.isPresent() && !text.get().toLowerCase(Locale.ROOT).matches("true|false")) {
            throw bad("is not a valid choice", "Write true or false.");
        }
    }

    /** {@code true} or {@code false}; without either the run stops. */
    PlanRequest.Others others() {
        onOrOff();
        return text.map(word -> Boolean.parseBoolean(word) ? PlanRequest.Others.TAKE_OVER : PlanRequest.Others.IGNORE)
                .orElse(PlanRequest.Others.STOP);
    }

    /** {@code all} or {@code pending}; empty where nothing is written. */
    Optional<Judge> judge() {
        return text.map(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "all" -> Judge.ALL;
            case "pending" -> Judge.PENDING;
            default ->
                throw bad(
                        "is not a valid choice",
                        "Write all, or pending for the migrations that the target does not have.");
        });
    }

    /** {@code generated}, {@code seeds} or {@code none}. */
    RowSource rows() {
        return switch (text.orElse("generated").toLowerCase(Locale.ROOT)) {
            case "generated" -> RowSource.GENERATED;
            case "seeds" -> RowSource.SEEDS;
            case "none" -> RowSource.NONE;
            default ->
                throw bad(
                        "is not a valid choice",
                        "Write generated, seeds for those of seed files alone, or none for neither.");
        };
    }

    /** A number of migrations, 1 or more. */
    int count() {
        if (!text.orElse("").matches("0*[1-9]\\d{0,8}")) {
            throw bad("is not a number of migrations", "Write how many to undo of those applied last: 1, or more.");
        }
        return Integer.parseInt(text.orElseThrow());
    }

    /** A major version of PostgreSQL, {@code 15}. */
    OptionalInt major() {
        if (text.isPresent() && !text.get().matches("[1-9]\\d")) {
            throw bad("is not a major version of PostgreSQL", "Write the first part of the version alone: 15.");
        }
        return text.stream().mapToInt(Integer::parseInt).findFirst();
    }

    /** A port. */
    OptionalInt port() {
        if (text.isPresent() && (!NUMBER.matcher(text.get()).matches() || !isPort(Integer.parseInt(text.get())))) {
            throw bad("is not a port", "Write a number from 1 to 65535; without it a free port is taken.");
        }
        return text.stream().mapToInt(Integer::parseInt).findFirst();
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= 65_535;
    }

    private NexusException bad(String why, String hint) {
        return Failure.of(FailureCode.BAD_PARAMETER, name + ": \"" + text.orElse("") + "\" " + why + ".", hint)
                .exception();
    }
}
