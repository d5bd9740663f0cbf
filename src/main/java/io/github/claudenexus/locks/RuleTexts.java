package io.github.claudenexus.locks;

/** Parts of the patterns and sentences of {@link RuleKind}. */
final class RuleTexts {
    static final String ADD_COLUMN = "ALTER TABLE ADD (COLUMN (IF NOT EXISTS )?|(IF NOT EXISTS )?"
            + "(?!(CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE|NOT)\\b))";
    static final String COLUMN_TYPE = "ALTER TABLE ALTER (COLUMN )?+[^ ]+ (SET DATA )?TYPE\\b.*";
    static final String PARTITION_OF = "CREATE .*\\bTABLE\\b.*\\bPARTITION OF\\b.*";
    static final String OWN_MIGRATION = "a migration of its own, since a SQL file is one transaction or none";
    static final String DETACH =
            "ALTER TABLE ... DETACH PARTITION ... CONCURRENTLY, outside of a transaction (it leaves a"
                    + " CHECK of the bounds on the partition)";

    private RuleTexts() {}

    static String eachPartition(String constraint) {
        return "ALTER TABLE ONLY the partitioned table ADD " + constraint
                + ", on each partition CREATE UNIQUE INDEX"
                + " CONCURRENTLY and ADD CONSTRAINT ... " + constraint + " USING INDEX, then ALTER INDEX ... ATTACH"
                + " PARTITION";
    }
}
