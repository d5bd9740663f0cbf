package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.sql.Declarations;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a rehearsal found.
 *
 * @param code what it means for the migration
 * @param step where in the rehearsal it was found
 * @param object what it is about: {@code index public.idx_requests_domain}, or the migration itself
 * @param property which of the object's properties; null when the object is there or not there, or none is meant
 * @param before its value before up; null when it had none
 * @param after its value after down (of a finding of {@code again}, after the second run); null when it has none
 * @param message one sentence that stands by itself
 * @param fix the likely mend; empty when none is known
 * @param place the file, the statement and its line, where a statement failed
 */
public record Finding(
        Verdict code,
        Step step,
        String object,
        @Nullable String property,
        @Nullable String before,
        @Nullable String after,
        String message,
        String fix,
        Optional<Failure.Place> place) {

    /** One that no single statement is to blame for. */
    public Finding(
            Verdict code,
            Step step,
            String object,
            @Nullable String property,
            @Nullable String before,
            @Nullable String after,
            String message,
            String fix) {
        this(code, step, object, property, before, after, message, fix, Optional.empty());
    }

    /** The same with why its author accepts it, and no fix. */
    Finding accepted(String reason) {
        return new Finding(
                code,
                step,
                object,
                property,
                before,
                after,
                message + " Accepted: " + Declarations.sentence(reason),
                "",
                place);
    }

    /** The message without the statement, which {@link #place} has. */
    public String headline() {
        return place.map(it -> message.replace(statement(it), "")).orElse(message);
    }

    /** How a message names the statement that failed; empty when none did. */
    static String statement(Failure.Place place) {
        return place.statement()
                .map(sql -> " Statement: " + sql
                        + place.position().map(it -> " (" + it + ")").orElse("") + ".")
                .orElse("");
    }

    /** The same with every text passed through a function. */
    Finding map(UnaryOperator<String> texts) {
        return new Finding(
                code,
                step,
                texts.apply(object),
                mapped(property, texts),
                mapped(before, texts),
                mapped(after, texts),
                texts.apply(message),
                texts.apply(fix),
                place.map(it -> it.map(texts)));
    }

    private static @Nullable String mapped(@Nullable String text, UnaryOperator<String> texts) {
        return text == null ? null : texts.apply(text);
    }
}
