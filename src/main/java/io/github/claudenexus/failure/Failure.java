package io.github.claudenexus.failure;

import io.github.claudenexus.sql.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One failure, ready to be printed and written: never holds a secret.
 *
 * @param code what kind
 * @param message one sentence, complete in itself
 * @param place where, as far as it is known
 * @param hint what to do next; may be empty
 * @param server what else the server reported, as psql prints it: the last notices before it, its context
 */
public record Failure(FailureCode code, String message, Place place, String hint, List<String> server) {

    /** Ends a message of one line with a period, unless it ends as a sentence already. */
    public Failure {
        server = List.copyOf(server);
        message = message.contains("\n") || message.matches(".*[.!?]") ? message : message + ".";
    }

    /** Where the server reported nothing else. */
    public Failure(FailureCode code, String message, Place place, String hint) {
        this(code, message, place, hint, List.of());
    }

    /** A failure that no statement caused. */
    public static Failure of(FailureCode code, String message, String hint) {
        return new Failure(code, message, Place.NOWHERE, hint);
    }

    /** The same failure with every text passed through a function: to take secrets out. */
    public Failure map(UnaryOperator<String> texts) {
        return new Failure(
                code,
                texts.apply(message),
                place.map(texts),
                texts.apply(hint),
                server.stream().map(texts).toList());
    }

    /** The same failure, at a place. */
    public Failure at(Place newPlace) {
        return new Failure(code, message, newPlace, hint, server);
    }

    /** The same failure, with what else the server reported. */
    public Failure saying(List<String> lines) {
        return new Failure(code, message, place, hint, lines);
    }

    /** The same failure as something to throw. */
    public NexusException exception() {
        return new NexusException(this, null);
    }

    /** The same failure as something to throw, with what the server or the author's code threw. */
    public NexusException exception(Throwable cause) {
        return new NexusException(this, cause);
    }

    /**
     * Where a failure happened.
     *
     * @param migration the migration's full name, {@code 003-add-subtask-tracking}
     * @param origin its class or file
     * @param statement the statement, shortened
     * @param sqlState the server's SQLSTATE
     * @param position where in the file, or in the statement's own text
     * @param code the line of a Java migration that sent it, or that threw: {@code M003_AddItem.java:42}
     */
    public record Place(
            Optional<String> migration,
            Optional<String> origin,
            Optional<String> statement,
            Optional<String> sqlState,
            Optional<SourcePosition> position,
            Optional<String> code) {

        /** Where no line of a Java migration is known. */
        public Place(
                Optional<String> migration,
                Optional<String> origin,
                Optional<String> statement,
                Optional<String> sqlState,
                Optional<SourcePosition> position) {
            this(migration, origin, statement, sqlState, position, Optional.empty());
        }

        /** Nowhere in particular. */
        public static final Place NOWHERE =
                new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** The same place with its statement passed through a function. */
        public Place map(UnaryOperator<String> texts) {
            return new Place(migration, origin, statement.map(texts), sqlState, position, code);
        }

        /** Its position in words; empty when none is known. */
        public Optional<String> where() {
            Optional<String> line = code.map(of -> statement.isPresent() ? "sent at " + of : of);
            return position.map(SourcePosition::toString)
                    .map(at -> line.map(of -> at + ", " + of).orElse(at))
                    .or(() -> line);
        }

        /** In a migration, at no particular statement. */
        public static Place in(String migration, String origin) {
            return new Place(
                    Optional.of(migration), Optional.of(origin), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
