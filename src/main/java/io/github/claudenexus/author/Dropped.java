package io.github.claudenexus.author;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement drops, by its words.
 *
 * @param kind its kind, as DROP says it, in lower case
 * @param name its name without a schema, as the server keeps it
 * @param table the table of a column, without a schema; empty for all else
 * @param schema the schema, where it is written
 */
record Dropped(String kind, String name, Optional<String> table, Optional<String> schema) {

    static final String COLUMN = "column";

    private static final List<String> KINDS = List.of(
            "MATERIALIZED VIEW",
            "FOREIGN TABLE",
            "TABLE",
            "INDEX",
            "VIEW",
            "SEQUENCE",
            "SCHEMA",
            "EXTENSION",
            "SERVER",
            "STATISTICS",
            "COLLATION");

    static List<Dropped> by(Statement statement) {
        StatementTokens words = statement.allTokens();
        if (words.take("ALTER", "TABLE") || words.take("ALTER", "FOREIGN", "TABLE")) {
            return columns(words);
        }
        List<Dropped> all = new ArrayList<>();
        if (words.take("DROP")) {
            Optional<String> kind = kind(words);
            words.take("CONCURRENTLY");
            words.take("IF", "EXISTS");
            kind.ifPresent(which -> {
                do {
                    words.takeName().map(StatementTokens::parts).ifPresent(parts -> all.add(of(which, parts)));
                } while (words.take(","));
            });
        }
        return all;
    }

    private static List<Dropped> columns(StatementTokens words) {
        words.take("IF", "EXISTS");
        words.take("ONLY");
        Optional<Dropped> table = words.takeName().map(StatementTokens::parts).map(parts -> of("table", parts));
        words.take("*");
        List<Dropped> all = new ArrayList<>();
        if (table.isPresent()) {
            do {
                if (words.take("DROP") && !words.take("CONSTRAINT")) {
                    words.take("COLUMN");
                    words.take("IF", "EXISTS");
                    words.takeName()
                            .map(StatementTokens::parts)
                            .ifPresent(parts -> all.add(new Dropped(
                                    COLUMN,
                                    parts.get(0),
                                    Optional.of(table.get().name()),
                                    table.get().schema())));
                }
            } while (words.takeToComma());
        }
        return all;
    }

    /** The kind of what a CREATE makes. */
    static Optional<String> kindMadeBy(Statement statement) {
        StatementTokens words = statement.tokens();
        return words.take("CREATE") ? kind(words) : Optional.empty();
    }

    private static Optional<String> kind(StatementTokens words) {
        return KINDS.stream()
                .filter(kind -> words.take(kind.split(" ")))
                .findFirst()
                .map(kind -> kind.toLowerCase(Locale.ROOT));
    }

    private static Dropped of(String kind, List<String> parts) {
        int last = parts.size() - 1;
        return new Dropped(
                kind,
                parts.get(last),
                Optional.empty(),
                last == 0 ? Optional.empty() : Optional.of(parts.get(last - 1)));
    }

    /** The names that the server quotes when it speaks of it. */
    Set<String> names() {
        return table.map(of -> of.equals(name) ? Set.of(name) : Set.of(name, of))
                .orElse(Set.of(name));
    }

    /** The name that a schema may stand before. */
    String relation() {
        return table.orElse(name);
    }

    @Override
    public String toString() {
        return kind + " " + table.map(of -> of + ".").orElse("") + name;
    }
}
