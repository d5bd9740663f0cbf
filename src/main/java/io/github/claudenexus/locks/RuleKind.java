package io.github.claudenexus.locks;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Kinds of statements that have a safer way, the telling ones first where a statement is of several. */
enum RuleKind {
    REFRESH(
            "REFRESH MATERIALIZED VIEW",
            "REFRESH MATERIALIZED VIEW (?!CONCURRENTLY\\b).*",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over whole rows"),
    CLUSTER(
            "CLUSTER",
            "CLUSTER\\b.*",
            "a maintenance window, or pg_repack, which orders the table beside the one in use"),
    VACUUM_FULL(
            "VACUUM FULL",
            "VACUUM (FULL\\b|\\([^)]*\\bFULL\\b).*",
            "plain VACUUM, which blocks nobody; to give space back, a maintenance window or pg_repack"),
    SET_TABLESPACE(
            "SET TABLESPACE",
            "ALTER .*\\bSET TABLESPACE\\b.*",
            "a maintenance window, or pg_repack, which moves a table beside the one in use; an index: REINDEX INDEX"
                    + " CONCURRENTLY with TABLESPACE"),
    SET_ACCESS_METHOD(
            "SET ACCESS METHOD",
            "ALTER .*\\bSET ACCESS METHOD\\b.*",
            "a new table with the access method, filled in batches, then exchanged; or a maintenance window"),
    SET_LOGGED(
            "SET LOGGED or UNLOGGED",
            "ALTER .*\\bSET (LOGGED|UNLOGGED)\\b.*",
            "a new table, filled in batches, then exchanged; or a maintenance window"),
    COLUMN_TYPE(
            "ALTER COLUMN TYPE",
            "ALTER TABLE .*\\bALTER (COLUMN )?(\"[^\"]*\"|[^ ]+) (SET DATA )?TYPE\\b.*",
            "a new column of the new type, filled in batches and kept up to date by a trigger, then exchanged"),
    CREATE_INDEX(
            "CREATE INDEX",
            "CREATE (UNIQUE )?INDEX (?!CONCURRENTLY\\b).*",
            "CREATE INDEX CONCURRENTLY, outside of a transaction (a partitioned table: ON ONLY the parent, CONCURRENTLY on"
                    + " each partition, then ALTER INDEX ... ATTACH PARTITION)"),
    REINDEX("REINDEX", "REINDEX\\b(?!.*\\bCONCURRENTLY\\b).*", "REINDEX ... CONCURRENTLY, outside of a transaction"),
    PRIMARY_KEY(
            "ADD PRIMARY KEY",
            "ALTER TABLE .*\\bPRIMARY KEY\\b.*",
            "make the columns NOT NULL by a validated CHECK, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ..."
                    + " PRIMARY KEY USING INDEX"),
    UNIQUE(
            "ADD UNIQUE",
            "ALTER TABLE .*\\bADD\\b.*\\bUNIQUE\\b.*",
            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... UNIQUE USING INDEX"),
    EXCLUDE(
            "ADD EXCLUDE",
            "ALTER TABLE .*\\bADD\\b.*\\bEXCLUDE\\b.*",
            "a maintenance window: no exclusion constraint can be built concurrently"),
    FOREIGN_KEY(
            "ADD FOREIGN KEY",
            "ALTER TABLE .*\\b(FOREIGN KEY|REFERENCES)\\b.*",
            "ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID, then VALIDATE CONSTRAINT in another transaction"),
    NOT_NULL(
            "SET NOT NULL",
            "ALTER TABLE .*\\b(SET NOT NULL|ADD( CONSTRAINT [^ ]+)? NOT NULL)\\b.*",
            "ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in another transaction, then SET NOT"
                    + " NULL, which reads nothing any more, then drop the check"),
    CHECK(
            "ADD CHECK",
            "ALTER TABLE .*\\bADD\\b.*\\bCHECK\\b.*",
            "ADD CONSTRAINT ... CHECK ... NOT VALID, then VALIDATE CONSTRAINT in another transaction"),
    ATTACH(
            "ATTACH PARTITION",
            "ALTER TABLE .*\\bATTACH PARTITION\\b.*",
            "before it a CHECK that implies the partition's bounds, added NOT VALID and validated in another transaction (on"
                    + " a default partition, one that excludes them); drop it afterwards"),
    DOMAIN(
            "ALTER DOMAIN",
            "ALTER DOMAIN\\b.*",
            "ALTER DOMAIN ... ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in another transaction (before"
                    + " PostgreSQL 18 that still blocks writes while it reads)"),
    ADD_COLUMN(
            "ADD COLUMN",
            "ALTER TABLE .*\\bADD\\b.*",
            "ADD COLUMN without a default or with a constant one, then the values in batches, then the default for new rows"),
    TRUNCATE(
            "TRUNCATE",
            "TRUNCATE\\b.*",
            "a release of the code that needs none of the rows first; or DELETE in batches, then VACUUM"),
    DROP_INDEX("DROP INDEX", "DROP INDEX (?!CONCURRENTLY\\b).*", "DROP INDEX CONCURRENTLY, outside of a transaction"),
    LOCK(
            "LOCK TABLE",
            "LOCK\\b.*",
            "a mode that blocks less (SHARE UPDATE EXCLUSIVE keeps other DDL away), or one row locked by SELECT ... FOR UPDATE"),
    VALIDATE(
            "VALIDATE CONSTRAINT",
            "ALTER (TABLE|DOMAIN) .*\\bVALIDATE CONSTRAINT\\b.*",
            "VALIDATE CONSTRAINT in another transaction");

    /** Those that write a relation anew. */
    static final Set<RuleKind> REWRITES = EnumSet.of(
            REFRESH,
            CLUSTER,
            VACUUM_FULL,
            SET_TABLESPACE,
            SET_ACCESS_METHOD,
            SET_LOGGED,
            COLUMN_TYPE,
            ADD_COLUMN,
            REINDEX);

    /** Those that read a relation as a whole. */
    static final Set<RuleKind> SCANS = EnumSet.range(COLUMN_TYPE, ADD_COLUMN);

    private final String words;
    private final Pattern pattern;
    private final String safer;

    RuleKind(String words, String pattern, String safer) {
        this.words = words;
        this.pattern = Pattern.compile(pattern);
        this.safer = safer;
    }

    String words() {
        return words;
    }

    String safer() {
        return safer;
    }

    boolean matches(List<String> statements) {
        return statements.stream()
                .anyMatch(statement -> pattern.matcher(statement).matches());
    }

    /** The first of the kinds that the statements are of. */
    static Optional<RuleKind> first(Set<RuleKind> kinds, List<String> statements) {
        return kinds.stream().filter(kind -> kind.matches(statements)).findFirst();
    }
}
