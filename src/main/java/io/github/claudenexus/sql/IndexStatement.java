package io.github.claudenexus.sql;

import java.util.Optional;

/**
 * What a statement's words say that it does to indexes.
 *
 * @param kind what it does
 * @param concurrently whether it works CONCURRENTLY
 * @param index the name that it gives a new index; empty where PostgreSQL chooses one
 * @param relation the table, the index or the schema that it works on, as written
 */
public record IndexStatement(Kind kind, boolean concurrently, Optional<String> index, Optional<String> relation) {

    private static final IndexStatement OTHER =
            new IndexStatement(Kind.OTHER, false, Optional.empty(), Optional.empty());

    /** What a statement does to indexes. */
    public enum Kind {
        CREATE,
        DROP,
        REINDEX,
        REINDEX_SCHEMA,
        REINDEX_DATABASE,
        OTHER
    }

    public static IndexStatement of(String sql) {
        StatementTokens words = StatementTokens.of(sql);
        if (words.take("CREATE", "INDEX") || words.take("CREATE", "UNIQUE", "INDEX")) {
            return create(words);
        }
        if (words.take("DROP", "INDEX")) {
            boolean concurrently = words.take("CONCURRENTLY");
            words.take("IF", "EXISTS");
            return new IndexStatement(Kind.DROP, concurrently, Optional.empty(), words.takeName());
        }
        return words.take("REINDEX") ? reindex(words) : OTHER;
    }

    private static IndexStatement create(StatementTokens words) {
        boolean concurrently = words.take("CONCURRENTLY");
        words.take("IF", "NOT", "EXISTS");
        Optional<String> index = Optional.empty();
        if (!words.take("ON")) {
            index = words.takeName();
            words.take("ON");
        }
        words.take("ONLY");
        return new IndexStatement(Kind.CREATE, concurrently, index, words.takeName());
    }

    private static IndexStatement reindex(StatementTokens words) {
        boolean asOption = words.takeOption("CONCURRENTLY");
        Kind kind = words.take("INDEX") || words.take("TABLE")
                ? Kind.REINDEX
                : words.take("SCHEMA") ? Kind.REINDEX_SCHEMA : Kind.REINDEX_DATABASE;
        if (kind == Kind.REINDEX_DATABASE && !words.take("DATABASE")) {
            words.take("SYSTEM");
        }
        boolean concurrently = words.take("CONCURRENTLY") || asOption;
        return new IndexStatement(kind, concurrently, Optional.empty(), words.takeName());
    }

    /** The table or the index that it works on; empty where it works on all of a schema or a database. */
    public Optional<String> table() {
        return kind == Kind.CREATE || kind == Kind.DROP || kind == Kind.REINDEX ? relation : Optional.empty();
    }

    public boolean builds() {
        return kind == Kind.CREATE && concurrently;
    }
}
