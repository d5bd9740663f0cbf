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
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a migration threw: what it means, where it happened, what is left, and what to do. */
final class FailureReader {

    /** What the driver ends the connection over. */
    private static final Pattern KEPT_BY_DRIVER =
            Pattern.compile("client_encoding|DateStyle|standard_conforming_strings");

    private final DiscoveredMigration migration;
    private final StatementLog log;
    private final MigrationRun.Step step;

    /** For what a step of a migration threw. */
    FailureReader(DiscoveredMigration migration, StatementLog log, MigrationRun.Step step) {
        this.migration = migration;
        this.log = log;
        this.step = step;
    }

    NexusException read(Throwable thrown) {
        Failure failure = failure(thrown);
        return failure.saying(log.notices().last(LockRetry.sql(thrown).flatMap(ServerMessage::of)))
                .exception(thrown);
    }

    private Failure failure(Throwable thrown) {
        Optional<NexusException> known = find(thrown, NexusException.class);
        if (known.isPresent()) {
            Failure failure = known.get().failure();
            Place place = new Place(
                    Optional.of(migration.id().toString()),
                    Optional.of(origin()),
                    failure.place().statement(),
                    failure.place().sqlState(),
                    failure.place().position(),
                    line(thrown));
            return failure.at(place);
        }
        Optional<Verification.Failed> verify = find(thrown, Verification.Failed.class);
        Optional<SQLException> sql = LockRetry.sql(thrown);
        if (sql.isPresent()) {
            return ofServer(sql.get(), thrown, verify.isPresent());
        }
        Place place = at(line(thrown));
        if (verify.isPresent()) {
            return failure(
                    FailureCode.VERIFY_FAILED,
                    migration.id() + " was run, and its own check says no: "
                            + text(verify.get().thrown()) + ".",
                    place);
        }
        if (thrown instanceof OutOfMemoryError) {
            return failure(
                    FailureCode.MIGRATION_FAILED,
                    migration.id() + " needs more memory than Maven has: " + text(thrown) + ".",
                    place,
                    "Read large results in portions, or give Maven more: MAVEN_OPTS=-Xmx1g.");
        }
        if (step == MigrationRun.Step.PRECHECK) {
            return failure(
                    FailureCode.MIGRATION_FAILED, migration.id() + " cannot be applied: " + text(thrown) + ".", place);
        }
        return failure(
                FailureCode.MIGRATION_FAILED,
                migration.id() + " threw " + thrown.getClass().getSimpleName() + ": " + text(thrown) + ".",
                place);
    }

    /** Where in the migration's class it was thrown. */
    private Optional<String> line(Throwable thrown) {
        String type = migration.origin();
        Optional<String> innermost = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            innermost = Stream.of(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().equals(type)
                            || frame.getClassName().startsWith(type + "$"))
                    .findFirst()
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                    .or(previous(innermost));
        }
        return innermost;
    }

    private static Supplier<Optional<String>> previous(Optional<String> found) {
        return () -> found;
    }

    private Failure ofServer(SQLException sql, Throwable thrown, boolean verifying) {
        String state = Optional.ofNullable(sql.getSQLState()).orElse("");
        if (state.equals(HistoryWriter.OTHER_TRANSACTION)) {
            return TransactionViolation.unseen().failure().at(at(Optional.empty()));
        }
        if (state.equals(HistoryWriter.LOCK_LOST)) {
            return String.valueOf(sql.getMessage()).contains("the lock is lost on " + log.backend() + ".")
                    ? TransactionViolation.ofLock(migration.id().toString())
                            .failure()
                            .at(at(Optional.empty()))
                    : Failure.of(
                                    FailureCode.CONNECTION_LOST,
                                    "The run's lock was gone when " + migration.id()
                                            + " was to be recorded: its session is another one by now.",
                                    "It was not recorded. Where a pooler in transaction mode is between, connect to the"
                                            + " server itself; then run migrate again.")
                            .at(at(Optional.empty()));
        }
        String words = ServerMessage.of(sql).map(ServerMessage::text).orElseGet(() -> text(sql) + ".");
        if (log.failed().isEmpty() && state.equals("42P01") && words.contains(HistoryTable.NAME)) {
            return withoutHistory();
        }
        Place place = place(state, ServerMessage.position(sql), line(thrown));
        String what = migration.id() + (verifying ? ", its own check," : "") + " failed: " + words;
        return switch (code(state, verifying)) {
            case LOCK_TIMEOUT ->
                failure(
                        FailureCode.LOCK_TIMEOUT,
                        migration.id() + " did not get its lock within nexus.lockRetryTime"
                                + log.blocker()
                                        .map(who -> "; it waited for " + who)
                                        .orElse("") + ".",
                        place,
                        "Let who holds it end, or end it with SELECT pg_terminate_backend(<pid>); nexus.lockRetryTime"
                                + " waits longer.");
            case CONNECTION_LOST -> lost(sql, words, place);
            case NO_PERMISSION -> failure(FailureCode.NO_PERMISSION, what, place);
            case VERIFY_FAILED -> failure(FailureCode.VERIFY_FAILED, what, place);
            default -> failure(FailureCode.STATEMENT_FAILED, what, place, fix(state, words));
        };
    }

    /** The history table was there when the migration began. */
    private Failure withoutHistory() {
        Optional<Statement> dropped = log.dropped();
        return failure(
                FailureCode.STATEMENT_FAILED,
                migration.id() + " dropped the history table or its schema"
                        + dropped.map(statement -> ": " + statement.excerpt()).orElse("") + ".",
                new Place(
                        Optional.of(migration.id().toString()),
                        Optional.of(origin()),
                        dropped.map(Statement::excerpt),
                        Optional.of("42P01"),
                        dropped.map(Statement::start).filter(SourcePosition::isInFile)),
                "A migration may not drop the table that it is recorded in. Have it drop your own objects by name, or"
                        + " keep the history in a schema of its own with nexus.schema.");
    }

    private Failure lost(SQLException sql, String words, Place place) {
        Matcher parameter = KEPT_BY_DRIVER.matcher(words);
        if (ServerMessage.of(sql).isEmpty() && parameter.find()) {
            return failure(
                    FailureCode.STATEMENT_FAILED,
                    migration.id() + " may not change " + parameter.group() + ": " + words,
                    place,
                    "Delete the statement. The connection writes UTF8 and ISO dates, whatever the server stores.");
        }
        String cause = ServerMessage.of(sql).isPresent() ? words : "the server ended it, or the network did.";
        return Failure.of(
                        FailureCode.CONNECTION_LOST,
                        "The connection was lost while " + migration.id() + " ran: " + cause,
                        "Run migrate again: what was committed is recorded, what was not has been rolled back.")
                .at(place);
    }

    /** What to write instead, where the server's words do not say it. */
    private String fix(String state, String words) {
        return switch (state) {
            case "25001" -> OutsideOfATransaction.hint(migration);
            case "2D000" ->
                (migration instanceof SqlMigration ? "A procedure that commits cannot run in a transaction. " : "")
                        + OutsideOfATransaction.hint(migration);
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

    private static FailureCode code(String state, boolean verifying) {
        if (state.equals("55P03") || state.equals("40P01")) {
            return FailureCode.LOCK_TIMEOUT;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return FailureCode.CONNECTION_LOST;
        }
        if (state.equals("42501")) {
            return FailureCode.NO_PERMISSION;
        }
        return verifying ? FailureCode.VERIFY_FAILED : FailureCode.STATEMENT_FAILED;
    }

    private Failure failure(FailureCode code, String message, Place place) {
        return failure(code, message, place, "");
    }

    private Failure failure(FailureCode code, String message, Place place, String fix) {
        String left;
        String next = fix.isEmpty() ? "Fix it and run migrate again" : fix + " Then run migrate again";
        if (step == MigrationRun.Step.PRECHECK) {
            left = "Nothing was changed. Correct what it names, then run migrate again.";
        } else if (step == MigrationRun.Step.ONLINE) {
            left = "Its up has been committed; its online part goes on where it stopped when migrate is run again."
                    + (fix.isEmpty() ? "" : " " + fix);
        } else if (step == MigrationRun.Step.DOWN) {
            left = "Its down was rolled back where it is transactional: the migration counts as applied. "
                    + (fix.isEmpty() ? "Fix the down." : fix);
        } else if (migration.transactional()) {
            left = "It was rolled back and left nothing behind. " + next + ".";
        } else {
            left = "It is not transactional: the statements before this one stay. " + next
                    + "; it is run from its top.";
        }
        return Failure.of(code, message, left).at(place);
    }

    private Place at(Optional<String> line) {
        return new Place(
                Optional.of(migration.id().toString()),
                Optional.of(origin()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                line);
    }

    private Place place(String state, Optional<Integer> serverPosition, Optional<String> line) {
        Optional<Statement> failed = log.failed();
        return new Place(
                Optional.of(migration.id().toString()),
                Optional.of(origin()),
                failed.map(Statement::excerpt),
                Optional.of(state).filter(code -> !code.isEmpty()),
                failed.flatMap(statement -> serverPosition.map(statement::at).or(() -> Optional.of(statement.start())
                        .filter(SourcePosition::isInFile))),
                line);
    }

    private SqlScript script(SqlMigration file) {
        return step == MigrationRun.Step.DOWN ? file.down().orElseThrow() : file.up();
    }

    private String origin() {
        return migration instanceof SqlMigration file ? script(file).file() : migration.origin();
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
