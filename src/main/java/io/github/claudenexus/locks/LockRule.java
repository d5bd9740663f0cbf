package io.github.claudenexus.locks;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kinds of statements that have a safer way: what they do under their lock, how they are recognised, what is safer. The
 * first one that matches gives the words. Patterns match an action as {@link StatementWords#actions} has it.
 */
enum LockRule {
    REFRESH(
            Impact.REWRITE,
            "REFRESH MATERIALIZED VIEW",
            "REFRESH MATERIALIZED VIEW (?!CONCURRENTLY\\b).*",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over whole rows"),
    CLUSTER(
            Impact.REWRITE,
            "CLUSTER",
            "CLUSTER\\b.*",
            "a maintenance window, or pg_repack, which orders a copy while the table stays in use"),
    VACUUM_FULL(
            Impact.REWRITE,
            "VACUUM FULL",
            "VACUUM (FULL\\b|\\([^)]*\\bFULL\\b).*",
            "plain VACUUM, which blocks neither reads nor writes; to give space back, a maintenance window or pg_repack"),
    SET_TABLESPACE(
            Impact.REWRITE,
            "SET TABLESPACE",
            "ALTER .*\\bSET TABLESPACE\\b.*",
            "a maintenance window, or pg_repack, which moves a table while it stays in use; an index: REINDEX INDEX"
                    + " CONCURRENTLY with TABLESPACE"),
    SET_ACCESS_METHOD(
            Impact.REWRITE,
            "SET ACCESS METHOD",
            "ALTER .*\\bSET ACCESS METHOD\\b.*",
            "a new table with the access method, filled in batches, then exchanged; or a maintenance window"),
    SET_LOGGED(
            Impact.REWRITE,
            "SET LOGGED or UNLOGGED",
            "ALTER .*\\bSET (LOGGED|UNLOGGED)\\b.*",
            "a new table, filled in batches, then exchanged; or a maintenance window"),
    COLUMN_TYPE(
            Impact.REWRITE,
            "ALTER COLUMN TYPE",
            Parts.COLUMN_TYPE,
            "a new column of the new type, filled in batches and kept up to date by a trigger, then exchanged"),
    STORED_COLUMN(
            Impact.REWRITE,
            "ADD COLUMN ... GENERATED ... STORED",
            Parts.ADD_COLUMN + ".*\\bGENERATED ALWAYS AS \\(.*\\) STORED\\b.*",
            "a VIRTUAL generated column (since PostgreSQL 18), or a plain column that a trigger keeps up to date, its old"
                    + " values filled in batches"),
    IDENTITY_COLUMN(
            Impact.REWRITE,
            "ADD COLUMN ... IDENTITY or serial",
            Parts.ADD_COLUMN + "(.*\\bAS IDENTITY\\b.*|[^ ]+ ((SMALL|BIG)?SERIAL|SERIAL[248])\\b.*)",
            "a plain column and a sequence, the values in batches, then a default of nextval for new rows"),
    DOMAIN_COLUMN(
            Impact.REWRITE,
            "ADD COLUMN of a domain with a constraint",
            Parts.ADD_COLUMN + "(?!.*\\bDEFAULT\\b(?! (''|-? ?[\\d. ]+|NULL|TRUE|FALSE)( : : [^ ]+)?( NOT NULL)?$)).*",
            "a column of the domain's base type, and ADD CONSTRAINT ... CHECK ... NOT VALID, then VALIDATE CONSTRAINT in"
                    + " another transaction"),
    DEFAULT_COLUMN(
            Impact.REWRITE,
            "ADD COLUMN",
            Parts.ADD_COLUMN + ".*",
            "ADD COLUMN without a default or with a constant one, then the values in batches, then the default for new rows"),
    CREATE_INDEX(
            Impact.SCAN,
            "CREATE INDEX",
            "CREATE (UNIQUE )?INDEX (?!CONCURRENTLY\\b).*",
            "CREATE INDEX CONCURRENTLY, outside of a transaction: " + Parts.OWN_MIGRATION,
            "CREATE INDEX ON ONLY the partitioned table, CREATE INDEX CONCURRENTLY on each partition, outside of a"
                    + " transaction, then ALTER INDEX ... ATTACH PARTITION"),
    REINDEX(
            Impact.REWRITE_OR_SCAN,
            "REINDEX",
            "REINDEX\\b(?!.*\\bCONCURRENTLY\\b).*",
            "REINDEX ... CONCURRENTLY, outside of a transaction: " + Parts.OWN_MIGRATION),
    PRIMARY_KEY(
            Impact.SCAN,
            "ADD PRIMARY KEY",
            "ALTER TABLE ADD\\b.*\\bPRIMARY KEY\\b.*",
            "make the columns NOT NULL by a validated CHECK, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ..."
                    + " PRIMARY KEY USING INDEX",
            Parts.eachPartition("PRIMARY KEY")),
    UNIQUE(
            Impact.SCAN,
            "ADD UNIQUE",
            "ALTER TABLE ADD\\b.*\\bUNIQUE\\b.*",
            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... UNIQUE USING INDEX",
            Parts.eachPartition("UNIQUE")),
    EXCLUDE(
            Impact.SCAN,
            "ADD EXCLUDE",
            "ALTER TABLE ADD (CONSTRAINT [^ ]+ )?EXCLUDE\\b.*",
            "a maintenance window: no exclusion constraint can be built concurrently"),
    FOREIGN_KEY(
            Impact.SCAN,
            "ADD FOREIGN KEY",
            "ALTER TABLE ADD\\b.*\\b(FOREIGN KEY|REFERENCES)\\b.*",
            "ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID, then VALIDATE CONSTRAINT in another transaction",
            "on each partition ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID, then VALIDATE CONSTRAINT in another"
                    + " transaction, then the same constraint on the partitioned table, which takes theirs"),
    NOT_NULL(
            Impact.SCAN,
            "SET NOT NULL",
            "ALTER TABLE (ALTER (COLUMN )?+[^ ]+ SET NOT NULL|ADD (CONSTRAINT [^ ]+ )?NOT NULL .*)",
            "ADD CONSTRAINT ... NOT NULL column NOT VALID (since PostgreSQL 18), then VALIDATE CONSTRAINT in another"
                    + " transaction; before 18 the same with CHECK (column IS NOT NULL), then SET NOT NULL, which reads"
                    + " nothing any more, then drop the check"),
    REQUIRED_COLUMN(
            Impact.SCAN,
            "ADD COLUMN ... NOT NULL",
            Parts.ADD_COLUMN + "(?!.*\\b(DEFAULT|GENERATED|CHECK|REFERENCES|UNIQUE)\\b).*\\bNOT NULL\\b.*",
            "ADD COLUMN with a constant default; without one it fails as soon as there is a row"),
    CHECK(
            Impact.SCAN,
            "ADD CHECK",
            "ALTER TABLE ADD\\b.*\\bCHECK\\b.*",
            "ADD CONSTRAINT ... CHECK ... NOT VALID, then VALIDATE CONSTRAINT in another transaction"),
    ATTACH(
            Impact.SCAN,
            "ATTACH PARTITION",
            "ALTER TABLE ATTACH PARTITION\\b.*",
            "before it a CHECK that implies the partition's bounds, added NOT VALID and validated in another transaction (on"
                    + " a default partition, one that excludes them); drop it afterwards"),
    DEFAULT_PARTITION(
            Impact.SCAN,
            "CREATE TABLE ... PARTITION OF",
            Parts.PARTITION_OF,
            "before it a CHECK on the default partition that excludes the new bounds, added NOT VALID and validated in"
                    + " another transaction; drop it afterwards"),
    DOMAIN_CHECK(
            Impact.SCAN,
            "ALTER DOMAIN ... ADD CONSTRAINT",
            "ALTER DOMAIN .*\\bADD\\b.*\\bCHECK\\b.*",
            "a CHECK on the columns of that domain, added NOT VALID and validated in another transaction; NOT VALID on the"
                    + " domain only moves the work, since VALIDATE CONSTRAINT of a domain blocks writes too"),
    DOMAIN_NOT_NULL(
            Impact.SCAN,
            "ALTER DOMAIN ... SET NOT NULL",
            "ALTER DOMAIN .*\\b(SET NOT NULL|ADD (CONSTRAINT [^ ]+ )?NOT NULL)\\b.*",
            "a CHECK on the columns of that domain, added NOT VALID and validated in another transaction"),
    DOMAIN_VALIDATE(
            Impact.SCAN,
            "ALTER DOMAIN ... VALIDATE CONSTRAINT",
            "ALTER DOMAIN .*\\bVALIDATE CONSTRAINT\\b.*",
            "a quiet hour; or instead of the domain's constraint a CHECK on its columns, added NOT VALID and validated in"
                    + " another transaction, which blocks neither reads nor writes"),
    COLUMN_TYPE_CHECKED(
            Impact.SCAN,
            "ALTER COLUMN TYPE",
            Parts.COLUMN_TYPE,
            "drop the constraint or index that has to be checked again, change the type, and add it again: a constraint NOT"
                    + " VALID, then VALIDATE CONSTRAINT in another transaction, an index CONCURRENTLY"),
    TRUNCATE(
            Impact.LOCK,
            "TRUNCATE takes away every row that running code may still use",
            "TRUNCATE\\b.*",
            "a release of the code that needs none of the rows first; or DELETE in batches, then VACUUM"),
    DROP_INDEX(
            Impact.LOCK,
            "DROP INDEX waits for every transaction that uses the table, and all others wait behind it",
            "DROP INDEX (?!CONCURRENTLY\\b).*",
            "DROP INDEX CONCURRENTLY, outside of a transaction: " + Parts.OWN_MIGRATION,
            "a quiet hour and a short lock_timeout: there is no CONCURRENTLY for the index of a partitioned table"),
    DETACH(
            Impact.LOCK,
            "DETACH PARTITION waits for every transaction that uses the partitioned table, and all others wait behind it",
            "ALTER TABLE DETACH PARTITION\\b(?!.*\\b(CONCURRENTLY|FINALIZE)$).*",
            Parts.DETACH),
    PARTITION_OF(
            Impact.LOCK,
            "CREATE TABLE ... PARTITION OF waits for every transaction that uses the partitioned table, and all others"
                    + " wait behind it",
            Parts.PARTITION_OF,
            "CREATE TABLE ... (LIKE ...), a CHECK that implies the bounds, then ATTACH PARTITION, which blocks neither reads"
                    + " nor writes"),
    DROP_PARTITION(
            Impact.LOCK,
            "DROP TABLE of a partition waits for every transaction that uses the partitioned table, and all others wait"
                    + " behind it",
            "DROP TABLE\\b.*",
            Parts.DETACH + ", then DROP TABLE"),
    LOCK(
            Impact.LOCK,
            "LOCK TABLE keeps others away until the commit",
            "LOCK\\b.*",
            "a mode that blocks less (SHARE UPDATE EXCLUSIVE keeps other DDL away), or one row locked by SELECT ... FOR UPDATE"),
    RENAME_COLUMN(
            Impact.NONE,
            "RENAME COLUMN",
            "ALTER (TABLE|VIEW|MATERIALIZED VIEW|FOREIGN TABLE)\\b.*\\bRENAME (COLUMN )?(?!(TO|CONSTRAINT)\\b)[^ ]+ TO\\b.*",
            ""),
    DROP_COLUMN(
            Impact.NONE,
            "DROP COLUMN",
            "ALTER (TABLE|FOREIGN TABLE)\\b.*\\bDROP (COLUMN )?(?!(CONSTRAINT|NOT|DEFAULT|IDENTITY|EXPRESSION)\\b).*",
            ""),
    VALIDATE(
            Impact.NONE,
            "VALIDATE CONSTRAINT",
            "(ALTER TABLE|ALTER DOMAIN .*) VALIDATE CONSTRAINT\\b.*",
            "VALIDATE CONSTRAINT in another transaction");

    /** What such a statement does under its lock. */
    enum Impact {
        REWRITE,
        SCAN,
        REWRITE_OR_SCAN,
        /** Nothing that takes long: the lock itself is the danger. */
        LOCK,
        NONE
    }

    /** What several patterns and sentences share. */
    private static final class Parts {
        static final String ADD_COLUMN = "ALTER TABLE ADD (COLUMN (IF NOT EXISTS )?|(IF NOT EXISTS )?"
                + "(?!(CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE|NOT)\\b))";
        static final String COLUMN_TYPE = "ALTER TABLE ALTER (COLUMN )?+[^ ]+ (SET DATA )?TYPE\\b.*";
        static final String PARTITION_OF = "CREATE .*\\bTABLE\\b.*\\bPARTITION OF\\b.*";
        static final String OWN_MIGRATION = "a migration of its own, since a SQL file is one transaction or none";
        static final String DETACH =
                "ALTER TABLE ... DETACH PARTITION ... CONCURRENTLY, outside of a transaction (it leaves a"
                        + " CHECK of the bounds on the partition)";

        static String eachPartition(String constraint) {
            return "ALTER TABLE ONLY the partitioned table ADD " + constraint
                    + ", on each partition CREATE UNIQUE INDEX CONCURRENTLY and ADD CONSTRAINT ... " + constraint
                    + " USING INDEX, then ALTER INDEX ... ATTACH PARTITION";
        }
    }

    private final Impact impact;
    private final String words;
    private final Pattern pattern;
    private final String safer;
    private final String saferPartitioned;

    LockRule(Impact impact, String words, String pattern, String safer) {
        this(impact, words, pattern, safer, safer);
    }

    LockRule(Impact impact, String words, String pattern, String safer, String saferPartitioned) {
        this.impact = impact;
        this.words = words;
        this.pattern = Pattern.compile(pattern);
        this.safer = safer;
        this.saferPartitioned = saferPartitioned;
    }

    String words() {
        return words;
    }

    /** The safer way. */
    String safer(boolean partitioned) {
        return partitioned ? saferPartitioned : safer;
    }

    boolean matches(List<String> actions) {
        return actions.stream().anyMatch(action -> pattern.matcher(action).matches());
    }

    /** The first rule of this impact that one of the actions matches. */
    static Optional<LockRule> first(Impact impact, List<String> actions) {
        Set<Impact> impacts = EnumSet.of(impact, Impact.REWRITE_OR_SCAN);
        return EnumSet.allOf(LockRule.class).stream()
                .filter(rule -> impacts.contains(rule.impact) && rule.matches(actions))
                .findFirst();
    }
}
