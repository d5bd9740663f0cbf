package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.sql.Declarations;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that a rehearsal found.
 *
 * @param code what it means for the migration
 * @param step where in the rehearsal it was found
 * @param object what it is about: {@code index public.idx_requests_domain}, or the migration itself
 * @param change what differs
 * @param message one sentence that can be read alone
 * @param fix the likely fix; empty when none is known
 * @param place the file, the statement and its line, where a statement failed
 */
public record Finding(
        Verdict code,
        RehearsalStep step,
        ObjectPath object,
        PropertyChange change,
        String message,
        String fix,
        Optional<Failure.Place> place) {

    /**
     * What differs of an object.
     *
     * @param property which of its properties; empty when the object is there or not there, or none is meant
     * @param before its value before up, or, where two runs of up or down are compared, after the first of them, which
     *     nothing interrupted; empty when it had none
     * @param after its value after down, or after the other run; empty when it has none
     */
    public record PropertyChange(Optional<String> property, Optional<String> before, Optional<String> after) {

        /** Nothing that has a value. */
        public static final PropertyChange NONE =
                new PropertyChange(Optional.empty(), Optional.empty(), Optional.empty());

        static PropertyChange of(Difference difference) {
            return new PropertyChange(difference.property(), difference.before(), difference.after());
        }

        static PropertyChange of(long before, long after) {
            return new PropertyChange(
                    Optional.empty(), Optional.of(Long.toString(before)), Optional.of(Long.toString(after)));
        }

        static PropertyChange of(String property, long before, long after) {
            return new PropertyChange(
                    Optional.of(property), Optional.of(Long.toString(before)), Optional.of(Long.toString(after)));
        }

        PropertyChange map(UnaryOperator<String> texts) {
            return new PropertyChange(property.map(texts), before.map(texts), after.map(texts));
        }
    }

    /** One that no single statement is to blame for. */
    public Finding(
            Verdict code, RehearsalStep step, ObjectPath object, PropertyChange change, String message, String fix) {
        this(code, step, object, change, message, fix, Optional.empty());
    }

    /** One about a migration as a whole. */
    Finding(Verdict code, RehearsalStep step, MigrationId migration, String message, String fix) {
        this(code, step, ObjectPath.of(migration.toString()), PropertyChange.NONE, message, fix);
    }

    /** The same, at the statement that failed. */
    public Finding at(Failure.Place statement) {
        return new Finding(code, step, object, change, message, fix, Optional.of(statement));
    }

    /** The same with why its author accepts it, and no fix. */
    Finding accepted(String reason) {
        return new Finding(
                code, step, object, change, message + " Accepted: " + Declarations.sentence(reason), "", place);
    }

    /** The message without the statement, which {@link #place} has. */
    public String headline() {
        return place.map(it -> message.replace(statement(it), "")).orElse(message);
    }

    /** How a message names the statement that failed; empty when none did. */
    static String statement(Failure.Place place) {
        return place.statement()
                .map(sql -> " Statement: " + sql
                        + place.where().map(it -> " (" + it + ")").orElse("") + ".")
                .orElse("");
    }

    /** The same with every text passed through a function. */
    Finding map(UnaryOperator<String> texts) {
        return new Finding(
                code,
                step,
                object.map(texts),
                change.map(texts),
                texts.apply(message),
                texts.apply(fix),
                place.map(it -> it.map(texts)));
    }
}
