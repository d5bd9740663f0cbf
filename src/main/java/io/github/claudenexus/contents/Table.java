package io.github.claudenexus.contents;

import java.util.List;
import java.util.Optional;

/**
 * A table of one database. Names are ready for SQL.
 *
 * @param oid stays the same in a copy of the database, whatever becomes of the name
 * @param name with its schema
 * @param parts the relations that hold its rows: itself, or its partitions
 * @param columns in their order
 */
record Table(long oid, String name, List<String> parts, List<Column> columns) {

    Table {
        parts = List.copyOf(parts);
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** The column that was this one in the database this one is a copy of. */
    Optional<Column> heir(Column column, Table of) {
        Optional<Column> named = column(column.name());
        // One that has got the name of another column is that other one still.
        boolean its = named.isPresent()
                && of.columns().stream()
                        .noneMatch(old -> old.number() == named.get().number() && !old.equals(column));
        return its || oid != of.oid
                ? named
                : columns.stream()
                        .filter(other -> other.number() == column.number())
                        .findFirst();
    }

    /**
     * A column.
     *
     * @param name its name
     * @param number its number in the catalog, which stays when it is renamed
     * @param type its type with modifiers
     * @param plainType its type without
     * @param family the types whose values can be told to be alike; empty for none
     * @param part what it is to its table
     */
    record Column(String name, int number, String type, String plainType, String family, Part part) {

        /**
         * What a column is to its table.
         *
         * @param key whether it belongs to the primary key
         * @param required whether it is NOT NULL
         * @param generation how its value follows from the other columns; empty when it does not
         */
        record Part(boolean key, boolean required, String generation) {

            boolean generated() {
                return !generation.isEmpty();
            }

            /** Whether its value is written down when the row is, and stays then whatever it would be now. */
            boolean stored() {
                return generation.startsWith("s");
            }
        }

        /** Whether its values can be held against those of the other. */
        boolean isComparable(Column other) {
            return family.isEmpty() ? plainType.equals(other.plainType) : family.equals(other.family);
        }

        /** How its values are written, to be held against those of a comparable column. */
        Form form() {
            return isNumber() ? Form.NUMBER : isText() ? Form.TEXT : Form.OUTPUT;
        }

        boolean isNumber() {
            return family.equals("number");
        }

        boolean isText() {
            return family.equals("text");
        }
    }
}
