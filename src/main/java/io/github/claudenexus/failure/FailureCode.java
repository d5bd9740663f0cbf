package io.github.claudenexus.failure;

import java.util.Locale;

/** Every way a run can fail. Each has one page, {@code docs/failures/<code>.md}; a test holds that. */
public enum FailureCode {
    /** No setting names a database. */
    NO_DATABASE(Kind.ENVIRONMENT),
    /** The database URL, or a PG* variable, cannot be understood. */
    BAD_URL(Kind.ENVIRONMENT),
    /** A URL of another database. */
    NOT_POSTGRESQL(Kind.ENVIRONMENT),
    /** A parameter's value cannot be understood: a duration, a target, a list. */
    BAD_PARAMETER(Kind.ENVIRONMENT),
    /** A {@code nexus.} property on the command line that this version does not know. */
    UNKNOWN_PROPERTY(Kind.ENVIRONMENT),
    /** Nothing answers at the address. */
    UNREACHABLE(Kind.ENVIRONMENT),
    /** The server refused the user or the password. */
    LOGIN_REFUSED(Kind.ENVIRONMENT),
    /** The server has no database of that name. */
    UNKNOWN_DATABASE(Kind.ENVIRONMENT),
    /** The role lacks a right. */
    NO_PERMISSION(Kind.ENVIRONMENT),
    /** The server is older than 14, read-only, or otherwise unfit. */
    UNFIT_SERVER(Kind.ENVIRONMENT),
    /** The run was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT),
    /** The connection broke in the middle of the run. */
    CONNECTION_LOST(Kind.ENVIRONMENT),
    /** Another runner holds the lock. */
    LOCK_HELD(Kind.ENVIRONMENT),
    /** A table's lock could not be acquired within the time allowed. */
    LOCK_TIMEOUT(Kind.ENVIRONMENT),
    /** The plugin's own PostgreSQL is not available or does not start. */
    NO_EMBEDDED_SERVER(Kind.ENVIRONMENT),
    /** The scratch server of rehearsals cannot be used, or is the target itself. */
    UNFIT_SCRATCH(Kind.ENVIRONMENT),
    /** A file could not be read or written. */
    FILE(Kind.ENVIRONMENT),
    /** There is no migration where migrations are looked for. */
    NOTHING_FOUND(Kind.ENVIRONMENT),
    /** This plugin has a defect. */
    INTERNAL(Kind.ENVIRONMENT),

    /** Two migrations have one number. */
    DUPLICATE_NUMBER(Kind.MIGRATIONS),
    /** A class or file among the migrations is not named as a migration is, or is no migration. */
    MISNAMED(Kind.MIGRATIONS),
    /** A migration's class cannot be loaded or constructed. */
    UNLOADABLE(Kind.MIGRATIONS),
    /** A down file without its up. */
    DOWN_WITHOUT_UP(Kind.MIGRATIONS),
    /** A migration without a down that gives no reason. */
    NO_REASON(Kind.MIGRATIONS),
    /** A source is newer than the class or resource built from it. */
    NOT_BUILT(Kind.MIGRATIONS),
    /** A SQL file has no statement, an unknown directive, or cannot be split into statements. */
    BAD_SQL_FILE(Kind.MIGRATIONS),
    /** A migration was applied, and has been edited since. */
    CHANGED(Kind.MIGRATIONS),
    /** A migration was applied, and is not on the class path. */
    MISSING(Kind.MIGRATIONS),
    /** The search path leads to no history, and another schema of the database has one. */
    HISTORY_ELSEWHERE(Kind.MIGRATIONS),
    /** A pending migration is older than an applied one. */
    OUT_OF_ORDER(Kind.MIGRATIONS),
    /** The database has migrations newer than any on the class path. */
    AHEAD(Kind.MIGRATIONS),
    /** Something is pending, at a gate that allows nothing pending. */
    PENDING(Kind.MIGRATIONS),
    /** A migration with {@code nexus.only} whose predecessors are not all applied, or a number no migration has. */
    UNKNOWN_MIGRATION(Kind.MIGRATIONS),
    /** A migration that is applied is to be applied again, and its author does not say that this does no harm. */
    NOT_REPEATABLE(Kind.MIGRATIONS),
    /** A statement of a migration failed. */
    STATEMENT_FAILED(Kind.MIGRATIONS),
    /** A migration threw something that is not the server's. */
    MIGRATION_FAILED(Kind.MIGRATIONS),
    /** A migration ended the transaction it runs in, or tried to. */
    LEFT_TRANSACTION(Kind.MIGRATIONS),
    /** A migration's own check says no. */
    VERIFY_FAILED(Kind.MIGRATIONS),
    /** An index is invalid and stays so. */
    INVALID_INDEX(Kind.MIGRATIONS),
    /** A migration that may not be undone on this database. */
    CANNOT_UNDO(Kind.MIGRATIONS),
    /** A seed file of a rehearsal is misnamed, belongs to no migration, or cannot be run. */
    BAD_SEED(Kind.MIGRATIONS),
    /** The rehearsal found what {@code nexus.failOn} does not let pass. */
    VERDICT(Kind.MIGRATIONS),
    /** The evidence that is demanded does not cover what is to be applied. */
    EVIDENCE(Kind.MIGRATIONS);

    /** Who has to act: whoever wrote the migrations, or whoever runs the environment. */
    public enum Kind {
        /** The migrations or the database's state are wrong: a MojoFailureException. */
        MIGRATIONS,
        /** The environment is wrong: a MojoExecutionException. */
        ENVIRONMENT
    }

    private final Kind kind;

    FailureCode(Kind kind) {
        this.kind = kind;
    }

    /** Who has to act. */
    public Kind kind() {
        return kind;
    }

    /** The code as reports and page names write it: {@code lock-held}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
