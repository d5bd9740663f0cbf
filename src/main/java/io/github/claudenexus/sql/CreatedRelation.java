package io.github.claudenexus.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table, view, sequence or index that a statement creates to stay, as far as its words tell.
 *
 * @param kind {@code table}, {@code view}, {@code materialized view}, {@code sequence}, {@code foreign table} or
 *     {@code index}
 * @param name its name as it is written: {@code a."B"}
 */
public record CreatedRelation(String kind, String name) {

    private static final List<String> KINDS =
            List.of("TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "FOREIGN TABLE", "INDEX");

    /** What a statement creates; empty where it creates no such thing, or PostgreSQL chooses the name. */
    public static Optional<CreatedRelation> of(Statement statement) {
        StatementTokens words = statement.tokens();
        if (!words.take("CREATE")) {
            return Optional.empty();
        }
        words.take("OR", "REPLACE");
        if (!words.take("UNLOGGED") && !words.take("RECURSIVE")) {
            words.take("UNIQUE");
        }
        return KINDS.stream()
                .filter(kind -> words.take(kind.split(" ", -1)))
                .findFirst()
                .flatMap(kind -> named(kind.toLowerCase(Locale.ROOT), words));
    }

    private static Optional<CreatedRelation> named(String kind, StatementTokens words) {
        words.take("CONCURRENTLY");
        words.take("IF", "NOT", "EXISTS");
        return words.peek(0).equals("ON")
                ? Optional.empty()
                : words.takeName().map(name -> new CreatedRelation(kind, name));
    }
}
