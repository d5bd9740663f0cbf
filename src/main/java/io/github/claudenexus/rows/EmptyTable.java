package io.github.claudenexus.rows;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table without rows, as far as its rows have to fit. Names are quoted where SQL needs it.
 *
 * @param name with its schema
 * @param columns in their order
 * @param unique the numbers of the columns of each unique index and exclusion constraint
 * @param references its foreign keys
 * @param checks its check constraints
 * @param leaves of a partitioned table, for each partition that can hold rows the values that lead into it, by column
 */
record EmptyTable(
        String name,
        List<EmptyColumn> columns,
        List<Set<Integer>> unique,
        List<Reference> references,
        List<Check> checks,
        List<Map<String, String>> leaves) {

    /**
     * A column.
     *
     * @param type the number of its type
     * @param required whether it is NOT NULL
     * @param generated whether its value follows from those of others
     * @param counted whether a sequence gives its values
     * @param otherwise its default, as an expression; empty for none
     */
    record EmptyColumn(
            int number,
            String name,
            long type,
            int modifier,
            boolean required,
            boolean generated,
            boolean counted,
            String otherwise) {

        /** Whether its default is one value, so that rows are likely to have it. */
        boolean hasConstant() {
            return otherwise.matches(
                    "('([^']|'')*'(::[a-z\" ]+(\\(\\d+\\))?)?|\\(?-?[0-9.]+\\)?(::[a-z ]+)?|true|false)");
        }
    }

    /**
     * A foreign key.
     *
     * @param columns the numbers of its columns
     * @param parent the table that it refers to
     * @param keys the columns of that table, in the order of its own
     */
    record Reference(List<Integer> columns, String parent, List<String> keys) {}

    /** A condition on columns with these numbers. */
    record Check(Set<Integer> columns, String expression) {

        boolean isOfOne(EmptyColumn column) {
            return columns.equals(Set.of(column.number()));
        }
    }

    boolean isUnique(EmptyColumn column) {
        return unique.stream().anyMatch(key -> key.contains(column.number()));
    }

    /** The columns of conditions on more than one. */
    Set<Integer> checkedTogether() {
        Set<Integer> numbers = new HashSet<>();
        checks.stream().filter(check -> check.columns().size() > 1).forEach(check -> numbers.addAll(check.columns()));
        return numbers;
    }
}
