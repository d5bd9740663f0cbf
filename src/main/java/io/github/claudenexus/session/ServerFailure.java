package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.jdbc.Statements;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What the server's refusal of one of our own statements means. */
public final class ServerFailure {

    /** A protocol violation, by which PgBouncer says whatever it has to say. */
    private static final String POOLER = "08P01";

    /** What a conversion is refused with where something depends on the table, or it is not as it was made. */
    private static final Set<String> IN_THE_WAY = Set.of("0A000", "2BP01", "42704");

    /** What a statement, or a transaction, is ended with when its time is up. */
    private static final Set<String> CANCELED = Set.of("57014", "25P04");

    private ServerFailure() {}

    /** What a statement of our own was refused for. */
    public static NexusException of(Exception failure, ConnectionSettings database) {
        if (failure instanceof NexusException known) {
            return known;
        }
        String state = LockRetry.sql(failure).map(SQLException::getSQLState).orElse("");
        return failure(state, failure, database).at(place(state)).exception(failure);
    }

    /**
     * What it means when a table of ours cannot be made.
     *
     * @param table which, in words
     */
    public static NexusException ofCreating(
            SQLException failure, String table, String schema, ConnectionSettings database) {
        if (!"42501".equals(failure.getSQLState())) {
            return of(failure, database);
        }
        return Failure.of(
                        FailureCode.NO_PERMISSION,
                        "The role " + database.user() + " may not create " + table + ": " + words(failure),
                        "Grant it: GRANT CREATE, USAGE ON SCHEMA " + schema + " TO " + database.user()
                                + "; (since PostgreSQL 15 no one but its owner may create in the schema public).")
                .at(place("42501"))
                .exception(failure);
    }

    /** What it means when what a baseline must know of the database cannot be looked for. */
    public static NexusException ofLooking(SQLException failure, ConnectionSettings database) {
        if (!"42501".equals(failure.getSQLState())) {
            return of(failure, database);
        }
        return Failure.of(
                        FailureCode.NO_PERMISSION,
                        "The role " + database.user() + " may not see whether the database has what later migrations"
                                + " create: " + words(failure),
                        "Grant it: GRANT USAGE ON SCHEMA <schema> TO " + database.user() + ";")
                .at(place("42501"))
                .exception(failure);
    }

    /** What it means when a history table of the earlier shape cannot be converted. */
    public static NexusException ofConverting(Exception failure, ConnectionSettings database) {
        String state = LockRetry.sql(failure).map(SQLException::getSQLState).orElse("");
        String words = words(failure);
        Optional<Failure> known = Optional.empty();
        if (state.equals("42501")) {
            known = Optional.of(Failure.of(
                    FailureCode.NO_PERMISSION,
                    "The role " + database.user() + " may not convert the history table to the shape of this version: "
                            + words,
                    "Run nexus:migrate once as the owner of the table; nothing has been changed."));
        } else if (IN_THE_WAY.contains(state)) {
            known = Optional.of(Failure.of(
                    FailureCode.UNFIT_SERVER,
                    "The history table cannot be converted to the shape of this version: " + words,
                    "Drop the views and foreign keys on it, and give its constraints their first names back; then run it"
                            + " again. Its column number becomes version, a text. Nothing has been changed."));
        }
        return known.map(it -> it.at(place(state)).exception(failure)).orElseGet(() -> of(failure, database));
    }

    /** What it means when the history cannot be written because another session has locked it. */
    public static NexusException ofLockedHistory(SQLException refused) {
        return lockedHistory(refused).at(place("55P03")).exception(refused);
    }

    private static Failure lockedHistory(Exception refused) {
        return Failure.of(
                FailureCode.LOCK_TIMEOUT,
                "A history table is locked by another session: " + words(refused),
                "Let that session end, a backup by pg_dump for one, and run it again. Who it is: SELECT pid, mode FROM"
                        + " pg_locks WHERE relation::regclass::text LIKE '%nexus_%'.");
    }

    private static Failure.Place place(String state) {
        return new Failure.Place(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(state), Optional.empty());
    }

    /** What the server says, but for its hint. */
    private static String words(Exception failure) {
        return LockRetry.sql(failure)
                .flatMap(ServerMessage::of)
                .map(ServerMessage::words)
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static Failure failure(String state, Exception refusal, ConnectionSettings database) {
        String message = String.valueOf(refusal.getMessage()).replaceAll("\\s+", " ");
        if (state.equals("42501") && message.contains("row-level security")) {
            return Failure.of(
                    FailureCode.NO_PERMISSION,
                    "Rows of the history table may be hidden from the role " + database.user() + ": " + words(refusal),
                    "Switch row-level security off for it, ALTER TABLE nexus_migrations DISABLE ROW LEVEL SECURITY, or run"
                            + " as its owner or as a role with BYPASSRLS.");
        }
        if (state.equals("42501")) {
            return Failure.of(
                    FailureCode.NO_PERMISSION,
                    "The role " + database.user() + " lacks a right on the history table: " + words(refusal),
                    "Grant it: GRANT SELECT, INSERT, UPDATE ON nexus_migrations TO " + database.user()
                            + "; for rollback, DELETE too, and INSERT ON nexus_rollbacks; for status, SELECT is enough.");
        }
        if (message.contains(HistoryWriter.LOCK_LOST) || message.contains(HistoryWriter.OTHER_TRANSACTION)) {
            return Failure.of(
                    FailureCode.CONNECTION_LOST,
                    "The run's lock was gone when the history was to be written.",
                    "Nothing was written. Where a pooler in transaction mode is between, connect to the server itself;"
                            + " where a precheck or a trigger calls pg_advisory_unlock_all(), take that out. Then run it"
                            + " again.");
        }
        if (state.equals(POOLER)) {
            return Failure.of(
                    FailureCode.UNFIT_SERVER,
                    "The pooler that answers at " + database.describe() + " refused a statement of nexus itself: "
                            + message,
                    PoolerCheck.HINT);
        }
        if (LockRetry.sql(refusal).filter(Statements::isLoss).isPresent()) {
            return Failure.of(
                    FailureCode.CONNECTION_LOST,
                    "The connection to " + database.server() + " was lost.",
                    "Run it again: what was committed is recorded, what was not has been rolled back.");
        }
        if (state.equals("55P03")) {
            return lockedHistory(refusal);
        }
        return Failure.of(
                FailureCode.UNFIT_SERVER,
                "The server refused a statement of nexus itself: " + message,
                CANCELED.contains(state)
                        ? "Unless somebody ended it by hand: raise the time limit that the role or the database sets,"
                                + " as by ALTER ROLE " + database.user() + " SET statement_timeout = 0."
                        : "Look into the server's log at this time.");
    }
}
