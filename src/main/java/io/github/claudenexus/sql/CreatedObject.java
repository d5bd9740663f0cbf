package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table, view, sequence, index or column that a statement creates to stay, as far as its words tell.
 *
 * @param kind {@code table}, {@code view}, {@code materialized view}, {@code sequence}, {@code foreign table},
 *     {@code index} or {@code column}
 * @param relation the relation's name as it is written: {@code a."B"}; of a column that of its table
 * @param column the column's name; empty for a relation
 */
public record CreatedObject(String kind, String relation, Optional<String> column) {

    private static final List<String> KINDS =
            List.of("TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "FOREIGN TABLE", "INDEX");

    // ADD without COLUMN before one of these adds no column.
    private static final List<String> CONSTRAINTS =
            List.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE", "NOT", "GENERATED", "VALUE");

    /** What a statement creates; nothing where PostgreSQL chooses the name. */
    public static List<CreatedObject> of(Statement statement) {
        StatementTokens words = statement.allTokens();
        if (words.take("CREATE")) {
            return relation(words).stream().toList();
        }
        return words.take("ALTER", "TABLE") ? columns(words) : List.of();
    }

    private static Optional<CreatedObject> relation(StatementTokens words) {
        words.take("OR", "REPLACE");
        if (!words.take("UNLOGGED") && !words.take("RECURSIVE")) {
            words.take("UNIQUE");
        }
        return KINDS.stream()
                .filter(kind -> words.take(kind.split(" ", -1)))
                .findFirst()
                .flatMap(kind -> named(kind.toLowerCase(Locale.ROOT), words));
    }

    private static Optional<CreatedObject> named(String kind, StatementTokens words) {
        words.take("CONCURRENTLY");
        words.take("IF", "NOT", "EXISTS");
        return words.peek(0).equals("ON")
                ? Optional.empty()
                : words.takeName().map(name -> new CreatedObject(kind, name, Optional.empty()));
    }

    private static List<CreatedObject> columns(StatementTokens words) {
        words.take("IF", "EXISTS");
        words.take("ONLY");
        Optional<String> table = words.takeName();
        List<CreatedObject> columns = new ArrayList<>();
        words.take("*");
        boolean another = table.isPresent();
        while (another) {
            if (words.take("ADD") && (words.take("COLUMN") || !CONSTRAINTS.contains(words.peek(0)))) {
                words.take("IF", "NOT", "EXISTS");
                words.takeName()
                        .ifPresent(column ->
                                columns.add(new CreatedObject("column", table.orElseThrow(), Optional.of(column))));
            }
            another = words.takeToComma();
        }
        return columns;
    }

    /** It in words: {@code table t}, {@code column c of t}. */
    @Override
    public String toString() {
        return kind + " " + column.map(name -> name + " of ").orElse("") + relation;
    }
}
