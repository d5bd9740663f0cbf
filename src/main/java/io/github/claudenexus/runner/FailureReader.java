package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.Failure.Place;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads what a migration threw: what it means, where it happened, what is left, and what to do. */
final class FailureReader {

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
        Optional<NexusException> known = find(thrown, NexusException.class);
        if (known.isPresent()) {
            Failure failure = known.get().failure();
            Place place = new Place(
                    Optional.of(migration.id().toString()),
                    Optional.of(origin()),
                    failure.place().statement(),
                    failure.place().sqlState(),
                    failure.place().position());
            return failure.at(place).exception(thrown);
        }
        Optional<Verification.Failed> verify = find(thrown, Verification.Failed.class);
        Optional<SQLException> sql = LockRetry.sql(thrown);
        if (sql.isPresent()) {
            return ofServer(sql.get(), thrown, verify.isPresent());
        }
        if (verify.isPresent()) {
            return failure(
                            FailureCode.VERIFY_FAILED,
                            migration.id() + " was run, and its own check says no: "
                                    + text(verify.get().thrown()) + ".",
                            Place.in(migration.id().toString(), origin()))
                    .exception(thrown);
        }
        return failure(
                        FailureCode.MIGRATION_FAILED,
                        migration.id() + " threw " + thrown.getClass().getSimpleName() + ": " + text(thrown) + ".",
                        place(Optional.empty(), Optional.empty(), log.last()))
                .exception(thrown);
    }

    private NexusException ofServer(SQLException sql, Throwable thrown, boolean verifying) {
        String state = Optional.ofNullable(sql.getSQLState()).orElse("");
        if (state.equals(Ledger.OTHER_TRANSACTION)) {
            return LeftTransaction.unseen()
                    .failure()
                    .at(Place.in(migration.id().toString(), origin()))
                    .exception(thrown);
        }
        if (state.equals(Ledger.LOCK_LOST)) {
            if (String.valueOf(sql.getMessage()).contains("the lock is lost on " + log.backend() + ".")) {
                return LeftTransaction.ofLock(migration.id().toString())
                        .failure()
                        .at(Place.in(migration.id().toString(), origin()))
                        .exception(thrown);
            }
            return Failure.of(
                            FailureCode.CONNECTION_LOST,
                            "The run's lock was gone when " + migration.id() + " was to be recorded: its session is"
                                    + " another one by now.",
                            "It was not recorded. Where a pooler in transaction mode is between, connect to the server"
                                    + " itself; then run migrate again.")
                    .at(Place.in(migration.id().toString(), origin()))
                    .exception(thrown);
        }
        Place place = place(Optional.of(state), Position.of(sql), log.failed());
        String what = migration.id() + (verifying ? ", its own check," : "") + " failed: " + words(sql);
        return switch (code(state, verifying)) {
            case LOCK_TIMEOUT ->
                failure(
                                FailureCode.LOCK_TIMEOUT,
                                migration.id() + " did not get its lock within nexus.lockRetryTime"
                                        + log.blocker()
                                                .map(who -> "; it waited for " + who)
                                                .orElse("") + ".",
                                place)
                        .exception(thrown);
            case CONNECTION_LOST ->
                Failure.of(
                                FailureCode.CONNECTION_LOST,
                                "The connection was lost while " + migration.id() + " ran: " + words(sql),
                                "Run migrate again: what was committed is recorded, what was not has been rolled back.")
                        .at(place)
                        .exception(thrown);
            case NO_PERMISSION ->
                failure(FailureCode.NO_PERMISSION, what, place).exception(thrown);
            case VERIFY_FAILED ->
                failure(FailureCode.VERIFY_FAILED, what, place).exception(thrown);
            default -> failure(FailureCode.STATEMENT_FAILED, what, place).exception(thrown);
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
        String left;
        if (step == MigrationRun.Step.ONLINE) {
            left = "Its up has been committed; its online part goes on where it stopped when migrate is run again.";
        } else if (step == MigrationRun.Step.DOWN) {
            left =
                    "Its down was rolled back where it is transactional: the migration counts as applied. Mend the down.";
        } else if (migration.transactional()) {
            left = "It was rolled back and left nothing behind. Mend it and run migrate again.";
        } else {
            left = "It is not transactional: the statements before this one stay. Mend it and run migrate again; it is"
                    + " run from its top.";
        }
        return Failure.of(code, message, left).at(place);
    }

    private Place place(Optional<String> state, Optional<Integer> position, Optional<String> sql) {
        return new Place(
                Optional.of(migration.id().toString()),
                Optional.of(origin()),
                sql.map(Excerpt::of),
                state.filter(code -> !code.isEmpty()),
                sql.flatMap(text -> Position.words(text, position, start(text))));
    }

    private Optional<SqlScript.Statement> start(String sql) {
        return migration instanceof SqlMigration file
                ? script(file).statements().stream()
                        .filter(part -> part.sql().equals(sql))
                        .findFirst()
                : Optional.empty();
    }

    private SqlScript script(SqlMigration file) {
        return step == MigrationRun.Step.DOWN ? file.down().orElseThrow() : file.up();
    }

    private String origin() {
        return migration instanceof SqlMigration file ? script(file).file() : migration.origin();
    }

    /** What the server says, in one sentence. */
    private static String words(SQLException sql) {
        ServerErrorMessage server = sql instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        if (server == null) {
            return text(sql) + ".";
        }
        String hint = server.getHint();
        String detail = server.getDetail();
        return server.getMessage() + "." + (detail == null ? "" : " " + detail) + (hint == null ? "" : " " + hint);
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
