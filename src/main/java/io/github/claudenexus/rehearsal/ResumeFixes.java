package io.github.claudenexus.rehearsal;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementTokens;
import java.util.List;
import java.util.Set;

/** How a statement outside of a transaction is written so that it can be run again. */
final class ResumeFixes {

    /** Of a batch. */
    static final String OF_BATCH =
            "Have each batch find its place by the position that it is handed, and have nothing depend on what the run"
                    + " keeps in memory: after an interruption that is empty, and steps that have ended are not run again.";

    /** Of one that drops or renames what a statement before it needs. */
    static final String OF_TAKING_AWAY =
            "Move what drops or renames it to a migration of its own, after this one: run again from its top, this one"
                    + " still needs it.";

    private static final String OF_ANY =
            "Write each statement so that it can be run after it has been run: IF NOT EXISTS, IF EXISTS, OR REPLACE, ON"
                    + " CONFLICT DO NOTHING, or a WHERE that leaves out what is done.";

    private static final Set<String> BEFORE_KIND =
            Set.of("GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "RECURSIVE", "TRUSTED", "PROCEDURAL", "UNIQUE");

    private static final List<String> OF_TWO_WORDS =
            List.of("MATERIALIZED VIEW", "FOREIGN TABLE", "USER MAPPING", "EVENT TRIGGER", "CONSTRAINT TRIGGER");

    private static final Set<String> IF_NOT_EXISTS = Set.of(
            "TABLE",
            "FOREIGN TABLE",
            "SEQUENCE",
            "SCHEMA",
            "EXTENSION",
            "MATERIALIZED VIEW",
            "STATISTICS",
            "COLLATION",
            "SERVER",
            "USER MAPPING");

    private static final Set<String> OR_REPLACE =
            Set.of("VIEW", "FUNCTION", "PROCEDURE", "AGGREGATE", "TRIGGER", "RULE", "LANGUAGE", "TRANSFORM");

    private static final Set<String> NO_COLUMN =
            Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE", "NOT");

    private ResumeFixes() {}

    /**
     * Of a statement that cannot be run again, or does more when it is.
     *
     * @param ofFile whether it is in a SQL file; else a class sends it
     */
    static String of(Statement statement, boolean ofFile) {
        StatementTokens words = statement.tokens();
        return switch (statement.kind().verb()) {
            case CREATE_INDEX -> ofIndex(statement, ofFile);
            case DROP_INDEX -> ofFile ? ofDrop(words) : "Use online.dropIndex, which drops only what is there.";
            case CREATE -> ofCreate(words);
            case DROP -> ofDrop(words);
            case ALTER -> ofAlter(words, ofFile);
            case DETACH_PARTITION -> askCatalog("DETACH PARTITION", ofFile);
            case INSERT, MERGE ->
                "Have it leave out the rows that are there: ON CONFLICT DO NOTHING on a unique key, or INSERT … SELECT …"
                        + " WHERE NOT EXISTS.";
            case UPDATE, WITH ->
                "Have it change only the rows that are not changed yet: a WHERE that leaves out what is done.";
            case CALL, READ ->
                "Have it find out what is done: what was done before the interruption is committed, and is done again.";
            case OTHER ->
                words.take("COPY")
                        ? "Copy into a table of its own that is truncated first, and INSERT … ON CONFLICT DO NOTHING from"
                                + " there; or move it to a migration that runs in a transaction."
                        : OF_ANY;
            default -> OF_ANY;
        };
    }

    private static String ofIndex(Statement statement, boolean ofFile) {
        if (!ofFile) {
            return "Use online.createIndex, which leaves an index that is there.";
        }
        StatementTokens words = statement.tokens();
        words.take("CREATE");
        String unique = words.peek(0).equals("UNIQUE") ? "UNIQUE " : "";
        String concurrently = statement.kind().concurrently() ? "CONCURRENTLY " : "";
        String create = "CREATE " + unique + kind(words) + " " + concurrently + "IF NOT EXISTS";
        words.take("CONCURRENTLY");
        if (statement.kind().index().isEmpty()) {
            return "Give the index a name, and write " + create + ": without a name each run makes another.";
        }
        return isGuarded(words, "NOT") ? OF_ANY : "Write " + create + ".";
    }

    private static String ofCreate(StatementTokens words) {
        words.take("CREATE");
        boolean replaces = words.take("OR", "REPLACE");
        String kind = kind(words);
        if (replaces || isGuarded(words, "NOT")) {
            return OF_ANY;
        }
        if (IF_NOT_EXISTS.contains(kind)) {
            return "Write CREATE " + kind + " IF NOT EXISTS.";
        }
        return OR_REPLACE.contains(kind)
                ? "Write CREATE OR REPLACE " + kind + "."
                : "CREATE " + kind + " has no IF NOT EXISTS: move it to a migration that runs in a transaction, or run"
                        + " DROP " + kind.replace("CONSTRAINT ", "") + " IF EXISTS before it.";
    }

    private static String ofDrop(StatementTokens words) {
        words.take("DROP");
        String kind = kind(words);
        String concurrently = words.take("CONCURRENTLY") ? " CONCURRENTLY" : "";
        return isGuarded(words, "EXISTS") ? OF_ANY : "Write DROP " + kind + concurrently + " IF EXISTS.";
    }

    private static String ofAlter(StatementTokens words, boolean ofFile) {
        words.take("ALTER");
        String kind = kind(words);
        words.take("IF", "EXISTS");
        words.take("ONLY");
        words.takeName();
        if (kind.equals("TYPE") && words.take("ADD", "VALUE")) {
            return words.peek(0).equals("IF") ? OF_ANY : "Write ADD VALUE IF NOT EXISTS.";
        }
        if (kind.endsWith("TABLE") && words.take("ADD")) {
            return ofAdded(words, ofFile);
        }
        if (kind.endsWith("TABLE") && words.take("DROP")) {
            String part = words.take("CONSTRAINT") ? "CONSTRAINT" : "COLUMN";
            words.take("COLUMN");
            return words.peek(0).equals("IF") ? OF_ANY : "Write DROP " + part + " IF EXISTS.";
        }
        return askCatalog("ALTER " + kind, ofFile);
    }

    private static String ofAdded(StatementTokens words, boolean ofFile) {
        if (NO_COLUMN.contains(words.peek(0))) {
            return words.peek(0).equals("CONSTRAINT")
                    ? "ADD CONSTRAINT has no IF NOT EXISTS: run ALTER TABLE … DROP CONSTRAINT IF EXISTS before it, or"
                            + (ofFile
                                    ? " move it to a migration that runs in a transaction."
                                    : " ask has().constraint().")
                    : "Give the constraint a name, and run ALTER TABLE … DROP CONSTRAINT IF EXISTS before it: without a"
                            + " name each run may make another.";
        }
        words.take("COLUMN");
        return words.peek(0).equals("IF")
                ? OF_ANY
                : ofFile ? "Write ADD COLUMN IF NOT EXISTS." : "Use addColumn, which leaves a column that is there.";
    }

    private static String askCatalog(String statement, boolean ofFile) {
        return statement + " cannot be guarded by words of its own: "
                + (ofFile
                        ? "move it to a migration that runs in a transaction, or ask the catalog in a DO block."
                        : "move it to up, which runs in a transaction, or ask the guards of has() first.");
    }

    /** Steps over what the statement works on, and says it. */
    private static String kind(StatementTokens words) {
        for (String two : OF_TWO_WORDS) {
            if (words.take(two.split(" "))) {
                return two;
            }
        }
        String one = words.peek(0);
        words.take(one);
        return BEFORE_KIND.contains(one) ? kind(words) : one;
    }

    private static boolean isGuarded(StatementTokens words, String second) {
        return words.peek(0).equals("IF") && words.peek(1).equals(second);
    }
}
