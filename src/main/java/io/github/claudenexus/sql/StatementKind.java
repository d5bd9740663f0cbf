package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement does, as far as its words tell. A new kind of statement begins here.
 *
 * @param verb what it does
 * @param concurrently whether it does so CONCURRENTLY
 * @param runsInTransaction whether it can run in a transaction that is made for it alone, and does the same there
 * @param index the name that CREATE INDEX gives the index; empty where PostgreSQL chooses one
 * @param relations the table, the index, the schema or, of a partition, both tables that it works on, as they are
 *     written: {@code a."B"}; empty but for indexes and DETACH PARTITION
 */
public record StatementKind(
        Verb verb, boolean concurrently, boolean runsInTransaction, Optional<String> index, List<String> relations) {

    /** What a statement does. */
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
        /** CREATE of anything but an index. */
        CREATE,
        /** ALTER of anything, but DETACH PARTITION. */
        ALTER,
        /** DROP of anything but an index. */
        DROP,
        REFRESH,
        CLUSTER,
        TRUNCATE,
        VACUUM,
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        /** WITH, whatever follows it. */
        WITH,
        /** SELECT and its kind, and EXECUTE. */
        READ,
        /** What may hold anything: DO, CALL. */
        CALL,
        /** What answers rows and is planned for no migration: SHOW, EXPLAIN, FETCH. */
        SHOW,
        OTHER
    }

    private static final Map<String, Verb> BY_FIRST_WORD = Map.ofEntries(
            Map.entry("CREATE", Verb.CREATE),
            Map.entry("ALTER", Verb.ALTER),
            Map.entry("DROP", Verb.DROP),
            Map.entry("CLUSTER", Verb.CLUSTER),
            Map.entry("TRUNCATE", Verb.TRUNCATE),
            Map.entry("VACUUM", Verb.VACUUM),
            Map.entry("INSERT", Verb.INSERT),
            Map.entry("UPDATE", Verb.UPDATE),
            Map.entry("DELETE", Verb.DELETE),
            Map.entry("MERGE", Verb.MERGE),
            Map.entry("WITH", Verb.WITH),
            Map.entry("SELECT", Verb.READ),
            Map.entry("VALUES", Verb.READ),
            Map.entry("TABLE", Verb.READ),
            Map.entry("EXECUTE", Verb.READ),
            Map.entry("(", Verb.READ),
            Map.entry("DO", Verb.CALL),
            Map.entry("CALL", Verb.CALL),
            Map.entry("{", Verb.CALL),
            Map.entry("SHOW", Verb.SHOW),
            Map.entry("EXPLAIN", Verb.SHOW),
            Map.entry("FETCH", Verb.SHOW));

    // Refused in a transaction block, at least in some of their forms, or with another meaning there.
    private static final Set<String> OUTSIDE_TRANSACTION = Set.of(
            "VACUUM",
            "CLUSTER",
            "REINDEX",
            "REPACK",
            "LOCK",
            "SAVEPOINT",
            "RELEASE",
            "ROLLBACK",
            "DECLARE",
            "DISCARD",
            "DO",
            "CALL",
            "{");

    private static final Set<String> OF_THE_SERVER = Set.of("DATABASE", "TABLESPACE", "SUBSCRIPTION");

    /** Copies the list. */
    public StatementKind {
        relations = List.copyOf(relations);
    }

    static StatementKind of(StatementTokens words) {
        boolean runsInTransaction = runsInTransaction(words);
        if (words.take("CREATE", "INDEX") || words.take("CREATE", "UNIQUE", "INDEX")) {
            return createIndex(words);
        }
        if (words.take("DROP", "INDEX")) {
            boolean concurrently = words.take("CONCURRENTLY");
            words.take("IF", "EXISTS");
            return on(Verb.DROP_INDEX, concurrently, !concurrently, names(words));
        }
        if (words.take("REINDEX")) {
            return reindex(words);
        }
        if (words.take("ALTER", "TABLE")) {
            return alterTable(words);
        }
        if (words.take("REFRESH", "MATERIALIZED", "VIEW")) {
            return on(Verb.REFRESH, words.take("CONCURRENTLY"), true, List.of());
        }
        Verb verb = BY_FIRST_WORD.getOrDefault(words.peek(0), Verb.OTHER);
        return on(verb, false, runsInTransaction, List.of());
    }

    // Of those whose CONCURRENTLY decides it, the others.
    private static boolean runsInTransaction(StatementTokens words) {
        boolean ofTheServer =
                switch (words.peek(0)) {
                    case "ALTER" -> words.peek(1).equals("SYSTEM") || OF_THE_SERVER.contains(words.peek(1));
                    case "CREATE", "DROP" -> OF_THE_SERVER.contains(words.peek(1));
                    default -> OUTSIDE_TRANSACTION.contains(words.peek(0));
                };
        return !ofTheServer && transactionControl(words).isEmpty();
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
                !concurrently,
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
        return on(verb, concurrently, false, names(words));
    }

    private static StatementKind alterTable(StatementTokens words) {
        words.take("IF", "EXISTS");
        words.take("ONLY");
        List<String> relations = new ArrayList<>(words.takeName().stream().toList());
        if (!words.takeTo("DETACH", "PARTITION")) {
            return on(Verb.ALTER, false, true, List.of());
        }
        words.takeName().ifPresent(relations::add);
        boolean concurrently = words.takeTo("CONCURRENTLY");
        return on(Verb.DETACH_PARTITION, concurrently, !concurrently, relations);
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

    private static StatementKind on(
            Verb verb, boolean concurrently, boolean runsInTransaction, List<String> relations) {
        return new StatementKind(verb, concurrently, runsInTransaction, Optional.empty(), relations);
    }

    /** Whether the server refuses a statement that begins so where a transaction is open. Takes words. */
    static boolean isRefusedInTransaction(StatementTokens words) {
        boolean refused =
                switch (words.peek(0)) {
                    case "ALTER" -> words.peek(1).equals("SYSTEM");
                    case "CREATE", "DROP" -> OF_THE_SERVER.contains(words.peek(1));
                    default -> words.peek(0).equals("VACUUM");
                };
        StatementKind kind = of(words);
        return refused
                || kind.isConcurrentIndexWork()
                || kind.isConcurrentDetach()
                || kind.verb() == Verb.REINDEX_SCHEMA
                || kind.verb() == Verb.REINDEX_DATABASE;
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
