package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement does, as far as its words tell.
 *
 * @param verb what it does
 * @param concurrently whether it does so CONCURRENTLY
 * @param index the name that CREATE INDEX gives the index; empty where PostgreSQL chooses one
 * @param relations the tables, views, indexes, or the schema, that it works on, as they are written: {@code a."B"}; only
 *     for the verbs that say so
 */
public record StatementKind(Verb verb, boolean concurrently, Optional<String> index, List<String> relations) {

    /** What a statement does; those in the first lines name their relations. */
    public enum Verb {
        CREATE_INDEX,
        DROP_INDEX,
        /** REINDEX of an index or a table. */
        REINDEX,
        REINDEX_SCHEMA,
        /** REINDEX of a database or of the system catalogs. */
        REINDEX_DATABASE,
        /** ALTER TABLE … DETACH PARTITION: the partitioned table and the partition. */
        DETACH_PARTITION,
        ALTER_TABLE,
        VACUUM,
        ANALYZE,
        REFRESH_MATERIALIZED_VIEW,
        CLUSTER,
        TRUNCATE,
        LOCK_TABLE,
        /** Any other statement that makes, changes or drops something. */
        DDL,
        /** What the planner plans, and what may hold anything: DO, CALL, EXECUTE. */
        QUERY,
        COPY,
        /** What begins or ends a transaction, or releases the locks of the session. */
        TRANSACTION_CONTROL,
        OTHER
    }

    private static final Map<String, Verb> MAINTENANCE = Map.of(
            "VACUUM", Verb.VACUUM,
            "ANALYZE", Verb.ANALYZE,
            "ANALYSE", Verb.ANALYZE,
            "CLUSTER", Verb.CLUSTER,
            "TRUNCATE", Verb.TRUNCATE,
            "LOCK", Verb.LOCK_TABLE);

    private static final Set<String> BEFORE_NAMES = Set.of("FULL", "FREEZE", "VERBOSE", "ANALYZE", "TABLE", "ONLY");

    private static final Set<String> DDL = Set.of(
            "CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "REASSIGN", "SECURITY", "IMPORT", "REFRESH");

    private static final Set<String> QUERY = Set.of(
            "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH", "EXECUTE", "DO", "CALL", "(",
            "{");

    /** Copies the list. */
    public StatementKind {
        relations = List.copyOf(relations);
    }

    static StatementKind of(StatementTokens words) {
        if (transactionControl(words).isPresent()) {
            return plain(Verb.TRANSACTION_CONTROL);
        }
        if (words.take("CREATE", "INDEX") || words.take("CREATE", "UNIQUE", "INDEX")) {
            return createIndex(words);
        }
        if (words.take("DROP", "INDEX")) {
            boolean concurrently = words.take("CONCURRENTLY");
            words.take("IF", "EXISTS");
            return on(Verb.DROP_INDEX, concurrently, names(words));
        }
        if (words.take("REINDEX")) {
            return reindex(words);
        }
        if (words.take("ALTER", "TABLE")) {
            return alterTable(words);
        }
        if (words.take("REFRESH", "MATERIALIZED", "VIEW")) {
            return on(Verb.REFRESH_MATERIALIZED_VIEW, words.take("CONCURRENTLY"), names(words));
        }
        return maintenance(words).orElseGet(() -> plain(byFirst(words.peek(0))));
    }

    private static Verb byFirst(String word) {
        if (DDL.contains(word)) {
            return Verb.DDL;
        }
        return QUERY.contains(word) ? Verb.QUERY : word.equals("COPY") ? Verb.COPY : Verb.OTHER;
    }

    private static StatementKind createIndex(StatementTokens words) {
        boolean concurrently = words.take("CONCURRENTLY");
        words.take("IF", "NOT", "EXISTS");
        Optional<String> index = Optional.empty();
        if (!words.take("ON")) {
            index = words.takeName();
            words.take("ON");
        }
        words.take("ONLY");
        return new StatementKind(
                Verb.CREATE_INDEX,
                concurrently,
                index,
                words.takeName().stream().toList());
    }

    private static StatementKind reindex(StatementTokens words) {
        boolean asOption = words.takeOption("CONCURRENTLY");
        Verb verb = words.take("INDEX") || words.take("TABLE")
                ? Verb.REINDEX
                : words.take("SCHEMA") ? Verb.REINDEX_SCHEMA : Verb.REINDEX_DATABASE;
        if (verb == Verb.REINDEX_DATABASE && !words.take("DATABASE")) {
            words.take("SYSTEM");
        }
        boolean concurrently = words.take("CONCURRENTLY") || asOption;
        return on(verb, concurrently, names(words));
    }

    private static StatementKind alterTable(StatementTokens words) {
        words.take("IF", "EXISTS");
        words.take("ONLY");
        List<String> relations = new ArrayList<>(words.takeName().stream().toList());
        words.take("*");
        if (!words.take("DETACH", "PARTITION")) {
            return on(Verb.ALTER_TABLE, false, relations);
        }
        words.takeName().ifPresent(relations::add);
        return on(Verb.DETACH_PARTITION, words.take("CONCURRENTLY"), relations);
    }

    private static Optional<StatementKind> maintenance(StatementTokens words) {
        Verb verb = MAINTENANCE.get(words.peek(0));
        if (verb == null) {
            return Optional.empty();
        }
        words.take(words.peek(0));
        words.takeOption("");
        while (BEFORE_NAMES.contains(words.peek(0))) {
            words.take(words.peek(0));
        }
        return Optional.of(on(verb, false, names(words)));
    }

    private static List<String> names(StatementTokens words) {
        List<String> names = new ArrayList<>();
        Optional<String> name = words.takeName();
        while (name.isPresent()) {
            names.add(name.get());
            name = words.takeToComma() ? words.takeName() : Optional.empty();
        }
        return names;
    }

    private static StatementKind on(Verb verb, boolean concurrently, List<String> relations) {
        return new StatementKind(verb, concurrently, Optional.empty(), relations);
    }

    private static StatementKind plain(Verb verb) {
        return on(verb, false, List.of());
    }

    /** The leading words of a statement that controls the transaction; empty for any other. Takes no word. */
    static Optional<String> transactionControl(StatementTokens words) {
        String second = words.peek(1);
        boolean controls =
                switch (words.peek(0)) {
                    case "COMMIT", "END", "ABORT", "BEGIN" -> true;
                    case "START", "PREPARE" -> second.equals("TRANSACTION");
                    case "DISCARD" -> second.equals("ALL");
                    case "ROLLBACK" -> !second.equals("TO") && !words.peek(2).equals("TO");
                    default -> false;
                };
        return controls ? Optional.of(words.leading(3)) : Optional.empty();
    }

    /** Whether it is CREATE INDEX CONCURRENTLY. */
    public boolean isIndexBuild() {
        return verb == Verb.CREATE_INDEX && concurrently;
    }

    /** Whether it is REINDEX, of whatever and however. */
    public boolean isIndexRebuild() {
        return verb == Verb.REINDEX || verb == Verb.REINDEX_SCHEMA || verb == Verb.REINDEX_DATABASE;
    }

    /** Whether it builds, rebuilds or drops indexes concurrently. */
    public boolean isConcurrentIndexWork() {
        return concurrently && (verb == Verb.CREATE_INDEX || verb == Verb.DROP_INDEX || isIndexRebuild());
    }

    /** Whether it is ALTER TABLE … DETACH PARTITION … CONCURRENTLY. */
    public boolean isConcurrentDetach() {
        return verb == Verb.DETACH_PARTITION && concurrently && relations.size() == 2;
    }

    /** The table, the index or the view that it works on; empty where it works on all of a schema or a database. */
    public Optional<String> relation() {
        return verb == Verb.REINDEX_SCHEMA || verb == Verb.REINDEX_DATABASE
                ? Optional.empty()
                : relations.stream().findFirst();
    }
}
