package io.github.claudenexus.rows;

import java.util.List;

/**
 * A type as far as values of it have to be made.
 *
 * @param name as SQL writes it, with its schema, without modifiers
 * @param kind array, domain, enum, composite, range, multirange; the name of a type of PostgreSQL's own; text for what
 *     others made to hold text; unknown for the rest
 * @param part the type that it is made of: a domain's base, an array's elements, a range's bounds, a multirange's ranges
 * @param modifier a domain's modifier for its base; -1 for none
 * @param labels an enum's values
 * @param attributes a composite's types
 * @param modifiers their modifiers
 * @param checks a domain's conditions on VALUE
 */
record ColumnType(
        String name,
        String kind,
        long part,
        int modifier,
        List<String> labels,
        List<Long> attributes,
        List<Integer> modifiers,
        List<String> checks) {

    /** Copies the lists. */
    ColumnType {
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
        modifiers = List.copyOf(modifiers);
        checks = List.copyOf(checks);
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }
}
