package io.github.claudenexus.rows;

import java.util.List;
import java.util.Optional;

/**
 * A table of one database. Names are quoted where SQL needs it.
 *
 * @param oid stays the same in a copy of the database, whatever the table is renamed to
 * @param name with its schema
 * @param parts the relations that hold its rows: itself, or its partitions
 * @param columns in their order
 * @param bytes how much room its rows take
 */
record Table(long oid, String name, List<String> parts, List<TableColumn> columns, long bytes) {

    Table {
        parts = List.copyOf(parts);
        columns = List.copyOf(columns);
    }

    Optional<TableColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    List<TableColumn> key() {
        return columns.stream().filter(TableColumn::key).toList();
    }

    /** What a column of another state of this table is called here. */
    Optional<TableColumn> renamed(TableColumn column, Table other) {
        Optional<TableColumn> named = column(column.name());
        // A column that was given the name of another one is not that other one.
        boolean isTheSame = named.isPresent()
                && other.columns().stream()
                        .noneMatch(old -> old.number() == named.get().number() && !old.equals(column));
        return isTheSame || oid != other.oid
                ? named
                : columns.stream()
                        .filter(candidate -> candidate.number() == column.number())
                        .findFirst();
    }

    /**
     * A column.
     *
     * @param name its name
     * @param number its number in the catalog, which stays when it is renamed
     * @param type its type with modifiers
     * @param plainType its type without
     * @param family the types whose values can be compared with one another; empty where only its own can
     * @param key whether it belongs to the primary key
     * @param required whether it is NOT NULL
     * @param generation how its value follows from other columns: "s" for stored or "v" for virtual, and the
     *     expression; empty when it does not
     */
    record TableColumn(
            String name,
            int number,
            String type,
            String plainType,
            String family,
            boolean key,
            boolean required,
            String generation) {

        boolean isGenerated() {
            return !generation.isEmpty();
        }

        boolean isVirtual() {
            return generation.startsWith("v");
        }

        boolean isNumber() {
            return family.equals("number");
        }

        boolean isText() {
            return family.equals("text");
        }

        boolean isComparable(TableColumn other) {
            return family.isEmpty() ? plainType.equals(other.plainType) : family.equals(other.family);
        }
    }
}
