package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.sql.Declarations;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A migration found on the class path, checked, with its place in the order. */
public sealed interface DiscoveredMigration permits JavaMigration, SqlMigration {

    /** Its version and name. */
    MigrationId id();

    /** Its checksum. */
    Checksum checksum();

    /** Its class, or its file as seen from the class path root. */
    String origin();

    /** {@code java} or {@code sql}, as the history writes it. */
    String kind();

    /** Whether up runs in one transaction with its history row; only a SQL file can say no. */
    boolean transactional();

    /** Whether all that applies it is one transaction: nothing is left of it where it fails. */
    default boolean atOnce() {
        return transactional();
    }

    /** Whether it can be undone. */
    boolean reversible();

    /** What tells whether its down was edited by itself; empty where there is none, or it is no file of its own. */
    default Optional<Checksum> downChecksum() {
        return Optional.empty();
    }

    /** Whether its author says that applying it a second time does no harm; only a class can say so. */
    boolean safeToRepeat();

    /** What its author declares about it. */
    Declarations declared();

    /** A line about what it is for; empty where it has none. */
    default String note() {
        return declared().note();
    }

    /** What an operator must do by hand. */
    default List<String> manualSteps() {
        return declared().manualSteps();
    }

    /**
     * Reads all of it, files to their end or its class, and gives what was read.
     *
     * @throws io.github.claudenexus.failure.NexusException with what no script may hold, or why the class cannot be used
     */
    Optional<?> read();

    /** The same with every statement, as reports show it, passed through a function. */
    default DiscoveredMigration map(UnaryOperator<String> texts) {
        return this;
    }
}
