package io.github.claudenexus.runner;

import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.author.TransactionViolation;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.Failure.Place;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.CommitOutcome;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.Statement;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a migration threw: what it means, where it happened, what is left, and what to do. */
public final class FailureReader {

    /** What the driver ends the connection over. */
    private static final Pattern KEPT_BY_DRIVER =
            Pattern.compile("client_encoding|DateStyle|standard_conforming_strings");

    private static final String ISOLATION = "Take the statement out: the transaction has begun by then."
            + " options=-c%20default_transaction_isolation%3Dserializable in the database URL chooses the level of a run.";

    private final DiscoveredMigration migration;
    private final StatementLog log;
    private final MigrationRun.Step step;

    /** For what a step of a migration threw. */
    FailureReader(DiscoveredMigration migration, StatementLog log, MigrationRun.Step step) {
        this.migration = migration;
        this.log = log;
        this.step = step;
    }

    /** What to do with a statement that the server refuses inside of a transaction. */
    public static String refusedInTransaction(
            DiscoveredMigration migration, boolean ofDown, Optional<Statement> statement) {
        // Of SET, only what is for a transaction that has not begun yet is refused in one.
        return statement.filter(sent -> sent.tokens().take("SET")).isPresent()
                ? ISOLATION
                : outsideOfTransaction(migration, ofDown);
    }

    private static String outsideOfTransaction(DiscoveredMigration migration, boolean ofDown) {
        if (migration instanceof SqlMigration) {
            return "Put -- nexus: transactional=false on the first line.";
        }
        return ofDown
                ? "A down in Java runs in one transaction: leave the statement out, or write it without CONCURRENTLY."
                : "Move it into online(), which runs outside of a transaction.";
    }

    NexusException read(Throwable thrown) {
        Optional<SQLException> sql = LockRetry.sql(thrown);
        return failure(thrown, sql)
                .saying(log.notices().last(sql.flatMap(ServerMessage::of)))
                .exception(thrown);
    }

    private Failure failure(Throwable thrown, Optional<SQLException> sql) {
        Optional<NexusException> known = find(thrown, NexusException.class);
        if (known.isPresent()) {
            return ofPlugin(known.get().failure(), thrown);
        }
        Optional<Throwable> verify =
                find(thrown, MigrationRun.VerifyFailed.class).map(MigrationRun.VerifyFailed::thrown);
        if (sql.isPresent()) {
            return ofServer(sql.get(), thrown, verify.isPresent());
        }
        return ofAuthor(thrown, verify);
    }

    /** What the plugin itself refused, at the place in the migration. */
    private Failure ofPlugin(Failure failure, Throwable thrown) {
        Place place = failure.place();
        return failure.at(place(place.statement(), place.sqlState(), place.position(), line(thrown)));
    }

    /** What the author's code threw, without a word of the server. */
    private Failure ofAuthor(Throwable thrown, Optional<Throwable> verify) {
        Place place = place(line(thrown));
        if (verify.isPresent()) {
            return failure(
                    FailureCode.VERIFY_FAILED,
                    migration.id() + " was run, and its own check says no: " + text(verify.get()) + ".",
                    place);
        }
        if (thrown instanceof OutOfMemoryError) {
            return failure(
                    FailureCode.MIGRATION_FAILED,
                    migration.id() + " needs more memory than Maven has: " + text(thrown) + ".",
                    place,
                    "Read large results in portions, or give Maven more: MAVEN_OPTS=-Xmx1g.");
        }
        String what = step == MigrationRun.Step.PRECHECK
                ? " cannot be applied: "
                : " threw " + thrown.getClass().getSimpleName() + ": ";
        return failure(FailureCode.MIGRATION_FAILED, migration.id() + what + text(thrown) + ".", place);
    }

    private Failure ofServer(SQLException sql, Throwable thrown, boolean verifying) {
        String state = Optional.ofNullable(sql.getSQLState()).orElse("");
        String said = String.valueOf(sql.getMessage());
        if (said.contains(HistoryWriter.OTHER_TRANSACTION)) {
            return TransactionViolation.unseen().failure().at(place(Optional.empty()));
        }
        if (said.contains(HistoryWriter.LOCK_LOST)) {
            return lockLost(said);
        }
        String words = ServerMessage.of(sql).map(ServerMessage::text).orElseGet(() -> text(sql) + ".");
        if (log.failed(thrown).isEmpty() && state.equals("42P01") && words.contains(HistoryTable.NAME)) {
            return historyDropped();
        }
        Place place = place(sql, thrown);
        if (state.equals("55P03") || state.equals("40P01")) {
            return lockTimeout(place);
        }
        if (Statements.isLoss(sql)) {
            return connectionLost(sql, words, place);
        }
        String what = migration.id() + (verifying ? ", its own check," : "") + " failed: " + words;
        if (state.equals("42501")) {
            return failure(FailureCode.NO_PERMISSION, what, place);
        }
        return verifying
                ? failure(FailureCode.VERIFY_FAILED, what, place)
                : failure(FailureCode.STATEMENT_FAILED, what, place, fix(state, words, thrown));
    }

    private Failure lockLost(String message) {
        Failure failure = message.contains(HistoryWriter.LOCK_LOST + log.backend() + ".")
                ? TransactionViolation.ofLock(migration.id().toString()).failure()
                : Failure.of(
                        FailureCode.CONNECTION_LOST,
                        "The run's lock was gone when " + migration.id()
                                + " was to be recorded: its session is another one by now.",
                        "It was not recorded. Where a pooler in transaction mode is between, connect to the"
                                + " server itself; then run " + (isDown() ? "rollback" : "migrate") + " again.");
        return failure.at(place(Optional.empty()));
    }

    /** The history table was there when the migration began. */
    private Failure historyDropped() {
        Optional<Statement> dropped = log.dropped();
        return failure(
                FailureCode.STATEMENT_FAILED,
                migration.id() + " dropped the history table or its schema"
                        + dropped.map(statement -> ": " + statement.excerpt()).orElse("") + ".",
                place(
                        dropped.map(Statement::excerpt),
                        Optional.of("42P01"),
                        dropped.map(Statement::start).filter(SourcePosition::isInFile),
                        Optional.empty()),
                "A migration may not drop the table that it is recorded in. Have it drop your own objects by name, or"
                        + " keep the history in a schema of its own with nexus.schema.");
    }

    private Failure lockTimeout(Place place) {
        return failure(
                FailureCode.LOCK_TIMEOUT,
                migration.id() + " did not get its lock within nexus.lockRetryTime"
                        + log.blocker().map(who -> "; it waited for " + who).orElse("") + ".",
                place,
                "Let who holds it end, or end it with SELECT pg_terminate_backend(<pid>); nexus.lockRetryTime"
                        + " waits longer.");
    }

    private Failure connectionLost(SQLException sql, String words, Place place) {
        Matcher parameter = KEPT_BY_DRIVER.matcher(words);
        if (ServerMessage.of(sql).isEmpty() && parameter.find()) {
            return failure(
                    FailureCode.STATEMENT_FAILED,
                    migration.id() + " may not change " + parameter.group() + ": " + words,
                    place,
                    "Delete the statement. The connection writes UTF8 and ISO dates, whatever the server stores.");
        }
        // Only the parameter of the URL limits how long an answer may take.
        boolean timedOut = find(sql, SocketTimeoutException.class).isPresent();
        String cause = timedOut
                ? "no answer came within socketTimeout of the database URL."
                : ServerMessage.of(sql).isPresent() ? words : "the server ended it, or the network did.";
        return Failure.of(
                        FailureCode.CONNECTION_LOST,
                        "The connection was lost while " + (isDown() ? "the down of " : "") + migration.id() + " ran: "
                                + cause,
                        (timedOut ? "Take socketTimeout out of the URL. " : "")
                                + (isDown()
                                        ? CommitOutcome.ROLL_BACK_AGAIN
                                        : "Run migrate again: what was committed is recorded, what was not has been rolled"
                                                + " back."))
                .at(place);
    }

    private boolean isDown() {
        return step == MigrationRun.Step.DOWN;
    }

    /** What to write instead, where the server's words do not say it. */
    private String fix(String state, String words, Throwable thrown) {
        return switch (state) {
            case "25001" -> refusedInTransaction(migration, isDown(), log.failed(thrown));
            case "2D000" ->
                (migration instanceof SqlMigration ? "A procedure that commits cannot run in a transaction. " : "")
                        + outsideOfTransaction(migration, isDown());
            case "2BP01" ->
                isDown()
                        ? "Have it drop what depends on that first; what a repeatable migration made, the next migrate makes"
                                + " again."
                        : "";
            case "40001" ->
                "Each try within nexus.lockRetryTime met another transaction that changed the same rows: choose a quieter"
                        + " time or a longer nexus.lockRetryTime, or READ COMMITTED as the isolation level.";
            case "42804", "42883" ->
                words.contains("character varying")
                        ? "A String is sent as text: cast it where another type is wanted, as ?::uuid or ?::jsonb."
                        : "";
            default -> "";
        };
    }

    private Failure failure(FailureCode code, String message, Place place) {
        return failure(code, message, place, "");
    }

    private Failure failure(FailureCode code, String message, Place place, String fix) {
        return Failure.of(code, message, left(fix)).at(place);
    }

    /** What the failure has left behind, and what to do: this fix, where there is one. */
    private String left(String fix) {
        return switch (step) {
            case PRECHECK -> "Nothing was changed. Correct what it names, then run migrate again.";
            case UP -> {
                String left = migration.transactional()
                        ? "It was rolled back and left nothing behind. "
                        : "It is not transactional: the statements before this one stay, and the next run begins it from"
                                + " its top. ";
                yield left
                        + (fix.isEmpty()
                                ? "Fix it, build, and run migrate again: mvn process-classes nexus:migrate."
                                : fix + " Then run migrate again.");
            }
            case ONLINE ->
                "Its up has been committed; its online part goes on where it stopped when migrate is run again."
                        + (fix.isEmpty() ? "" : " " + fix);
            case DOWN ->
                (isDownTransactional()
                                ? "Its down was rolled back: the migration counts as applied. "
                                : "Its down is not transactional: the statements before this one stay, and the next"
                                        + " rollback runs it from its top. ")
                        + (fix.isEmpty() ? "Fix the down." : fix);
        };
    }

    private boolean isDownTransactional() {
        return !(migration instanceof SqlMigration sql)
                || sql.down().orElseThrow().transactional();
    }

    /** Of a failure that is no statement's. */
    private Place place(Optional<String> line) {
        return place(Optional.empty(), Optional.empty(), Optional.empty(), line);
    }

    /** Of the statement that failed, if one did: where the server points to in it, or its beginning. */
    private Place place(SQLException sql, Throwable thrown) {
        Optional<Statement> failed = log.failed(thrown);
        return place(
                failed.map(Statement::excerpt),
                Optional.ofNullable(sql.getSQLState()),
                failed.flatMap(statement -> ServerMessage.position(sql)
                        .map(statement::at)
                        .or(() -> Optional.of(statement.start()).filter(SourcePosition::isInFile))),
                line(thrown));
    }

    private Place place(
            Optional<String> statement,
            Optional<String> state,
            Optional<SourcePosition> position,
            Optional<String> line) {
        return new Place(
                Optional.of(migration.id().toString()), Optional.of(origin()), statement, state, position, line);
    }

    private String origin() {
        if (migration instanceof SqlMigration sql) {
            return step == MigrationRun.Step.DOWN
                    ? sql.down().orElseThrow().file()
                    : sql.up().file();
        }
        return migration.origin();
    }

    /** Where in the migration's class it was thrown: as near to the first cause as that class is seen. */
    private Optional<String> line(Throwable thrown) {
        String type = migration.origin();
        Optional<String> line = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<String> inCause = Stream.of(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().equals(type)
                            || frame.getClassName().startsWith(type + "$"))
                    .findFirst()
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
            line = inCause.isPresent() ? inCause : line;
        }
        return line;
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        String text = message == null ? thrown.getClass().getName() : message.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
