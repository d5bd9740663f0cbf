package io.github.claudenexus.failure;

import java.util.Locale;

/** Every way a run can fail. Each has one page, {@code docs/failures/<code>.md}; a test holds that. */
public enum FailureCode {
    /** No setting names a database. */
    NO_DATABASE(FailureKind.ENVIRONMENT),
    /** The database URL, or a PG* variable, cannot be understood. */
    BAD_URL(FailureKind.ENVIRONMENT),
    /** A URL of another database. */
    NOT_POSTGRESQL(FailureKind.ENVIRONMENT),
    /** A parameter's value cannot be understood: a duration, a target, a list. */
    BAD_PARAMETER(FailureKind.ENVIRONMENT),
    /** A {@code nexus.} property on the command line that this version does not know. */
    UNKNOWN_PROPERTY(FailureKind.ENVIRONMENT),
    /** Nothing answers at the address. */
    UNREACHABLE(FailureKind.ENVIRONMENT),
    /** The server refused the user or the password. */
    LOGIN_REFUSED(FailureKind.ENVIRONMENT),
    /** The server has no database of that name. */
    UNKNOWN_DATABASE(FailureKind.ENVIRONMENT),
    /** The role lacks a right. */
    NO_PERMISSION(FailureKind.ENVIRONMENT),
    /** The server is older than 14, read-only, or otherwise unfit. */
    UNFIT_SERVER(FailureKind.ENVIRONMENT),
    /** The run was interrupted. */
    INTERRUPTED(FailureKind.ENVIRONMENT),
    /** The connection broke in the middle of the run. */
    CONNECTION_LOST(FailureKind.ENVIRONMENT),
    /** Another runner holds the lock. */
    LOCK_HELD(FailureKind.ENVIRONMENT),
    /** A table's lock could not be acquired within the time allowed. */
    LOCK_TIMEOUT(FailureKind.ENVIRONMENT),
    /** The plugin's own PostgreSQL is not available or does not start. */
    NO_EMBEDDED_SERVER(FailureKind.ENVIRONMENT),
    /** The server that is to be started runs already. */
    ALREADY_STARTED(FailureKind.ENVIRONMENT),
    /** The server that is to be stopped was not started. */
    NOT_STARTED(FailureKind.ENVIRONMENT),
    /** The scratch server of rehearsals cannot be used, or is the target itself. */
    UNFIT_SCRATCH(FailureKind.ENVIRONMENT),
    /** A file could not be read or written. */
    FILE(FailureKind.ENVIRONMENT),
    /** There is no migration where migrations are looked for. */
    NOTHING_FOUND(FailureKind.ENVIRONMENT),
    /** This plugin has a defect. */
    INTERNAL(FailureKind.ENVIRONMENT),

    /** Two migrations have one version. */
    DUPLICATE_NUMBER(FailureKind.MIGRATIONS),
    /** A class or file among the migrations is not named as a migration is, or is no migration. */
    MISNAMED(FailureKind.MIGRATIONS),
    /** The SQL files of a folder are of another layout than the one that is read, or of two. */
    WRONG_LAYOUT(FailureKind.MIGRATIONS),
    /** A migration's class cannot be loaded or constructed. */
    UNLOADABLE(FailureKind.MIGRATIONS),
    /** A down file without its up. */
    DOWN_WITHOUT_UP(FailureKind.MIGRATIONS),
    /** A migration without a down that gives no reason. */
    NO_REASON(FailureKind.MIGRATIONS),
    /** A source is newer than the class or resource built from it. */
    NOT_BUILT(FailureKind.MIGRATIONS),
    /** A SQL file has no statement, an unknown directive, or cannot be split into statements. */
    BAD_SQL_FILE(FailureKind.MIGRATIONS),
    /** A migration was applied, and has been edited since. */
    CHANGED(FailureKind.MIGRATIONS),
    /** A migration was applied, and is not on the class path. */
    MISSING(FailureKind.MIGRATIONS),
    /** Another tool's history says what is applied, and has not been, or cannot be, taken over. */
    TAKE_OVER(FailureKind.MIGRATIONS),
    /** The search path leads to no history, and another schema of the database has one. */
    HISTORY_ELSEWHERE(FailureKind.MIGRATIONS),
    /** A pending migration is older than an applied one. */
    OUT_OF_ORDER(FailureKind.MIGRATIONS),
    /** The database has migrations newer than any on the class path. */
    AHEAD(FailureKind.MIGRATIONS),
    /** Something is pending, at a gate that allows nothing pending. */
    PENDING(FailureKind.MIGRATIONS),
    /** A migration with {@code nexus.only} whose predecessors are not all applied, or a version no migration has. */
    UNKNOWN_MIGRATION(FailureKind.MIGRATIONS),
    /** A migration that is applied is to be applied again, and its author does not say that this does no harm. */
    NOT_REPEATABLE(FailureKind.MIGRATIONS),
    /** A statement of a migration failed. */
    STATEMENT_FAILED(FailureKind.MIGRATIONS),
    /** A migration threw something that is not the server's. */
    MIGRATION_FAILED(FailureKind.MIGRATIONS),
    /** A migration ended the transaction it runs in, or tried to. */
    LEFT_TRANSACTION(FailureKind.MIGRATIONS),
    /** A migration's own check says no. */
    VERIFY_FAILED(FailureKind.MIGRATIONS),
    /** An index is invalid and stays so. */
    INVALID_INDEX(FailureKind.MIGRATIONS),
    /** A migration that may not be undone on this database. */
    CANNOT_UNDO(FailureKind.MIGRATIONS),
    /** A migration whose down began outside of a transaction and has not ended. */
    HALF_UNDONE(FailureKind.MIGRATIONS),
    /** A rollback would lose data, and that is not allowed. */
    DATA_LOSS(FailureKind.MIGRATIONS),
    /** A seed file of a rehearsal is misnamed, belongs to no migration, or cannot be run. */
    BAD_SEED(FailureKind.MIGRATIONS),
    /** The rehearsal found what {@code nexus.failOn} does not let pass. */
    VERDICT(FailureKind.MIGRATIONS),
    /** What {@code nexus.baseline} names cannot be the baseline of this database. */
    BASELINE(FailureKind.MIGRATIONS),
    /** The evidence that is demanded does not cover what is to be applied. */
    EVIDENCE(FailureKind.MIGRATIONS);

    /** Who has to act: whoever wrote the migrations, or whoever runs the environment. */
    public enum FailureKind {
        /** The migrations or the database's state are wrong: a MojoFailureException. */
        MIGRATIONS,
        /** The environment is wrong: a MojoExecutionException. */
        ENVIRONMENT
    }

    private final FailureKind kind;

    FailureCode(FailureKind kind) {
        this.kind = kind;
    }

    /** Who has to act. */
    public FailureKind kind() {
        return kind;
    }

    /** The code as reports and page names write it: {@code lock-held}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
