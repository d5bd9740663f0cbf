package io.github.claudenexus.migration;

import java.util.List;

/**
 * An index as an author asks for it.
 *
 * @param name its name, without a schema: an index lives in its table's schema
 * @param table its table (or materialized view)
 * @param unique whether it is a unique index
 * @param definition what follows the table's name in CREATE INDEX: {@code (a, b DESC) WHERE a IS NOT NULL}, or
 *     {@code USING gin (a)}
 * @param formerNames names under which older databases carry the same index: it is renamed, not built a second time
 */
public record Index(String name, String table, boolean unique, String definition, List<String> formerNames) {

    /** Copies the list. */
    public Index {
        formerNames = List.copyOf(formerNames);
    }

    /** An ordinary index. */
    public static Index of(String name, String table, String definition) {
        return new Index(name, table, false, definition, List.of());
    }

    /** A unique index. */
    public static Index unique(String name, String table, String definition) {
        return new Index(name, table, true, definition, List.of());
    }

    /** The same index, known under older names too. */
    public Index formerly(String... names) {
        return new Index(name, table, unique, definition, List.of(names));
    }
}
