package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.Optional;

/**
 * Where a run looks for the history. Names are quoted where they need it.
 *
 * @param schema the history's schema; empty when the search path names none that exists
 * @param named whether nexus.schema names it
 * @param schemaExists whether there is such a schema
 * @param schemaUsable whether the role may use it
 * @param table whether the history table is there, and of which shape
 * @param first the first schema of the search path
 * @param others the other schemas of this database that have a history table
 * @param closed the schemas of the search path that the role may not use
 */
public record HistoryHome(
        Optional<String> schema,
        boolean named,
        boolean schemaExists,
        boolean schemaUsable,
        Shape table,
        Optional<String> first,
        Optional<String> others,
        Optional<String> closed) {

    /** A history table. */
    public enum Shape {
        /** There is none. */
        NONE,
        /** One of the earlier shape, with a number in the place of a version; it is converted before it is written to. */
        EARLIER,
        /** One that can be written to. */
        CURRENT
    }

    /** Whether the history table is there. */
    public boolean tableExists() {
        return table != Shape.NONE;
    }

    /** Refuses a place where no history can be kept, or where another one would be begun for the same migrations. */
    void fit() {
        if (schema.isEmpty() && closed.isPresent()) {
            throw Failure.of(
                            FailureCode.NO_PERMISSION,
                            "The role may not use the schema " + closed.get() + " of its search_path, and that names no"
                                    + " other one that exists.",
                            "Grant it: GRANT USAGE ON SCHEMA " + closed.get() + " TO the role; to migrate, CREATE too.")
                    .exception();
        }
        if (schema.isEmpty()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "The connection's search_path names no schema that exists.",
                            "Create the schema, correct the role's search_path, or name a schema in nexus.schema.")
                    .exception();
        }
        if (schema.get().matches("pg_.*|information_schema")) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "No history can be kept in the schema "
                                    + schema.get().replaceAll("^pg_temp_\\d+$", "pg_temp")
                                    + ": it is the server's own, or gone when the session ends.",
                            "Name a schema of your own in nexus.schema, or put one first in the search_path.")
                    .exception();
        }
        if (!schemaExists) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "There is no schema " + schema.get() + ", which nexus.schema names.",
                            "Run CREATE SCHEMA " + schema.get() + ", or leave nexus.schema out.")
                    .exception();
        }
        if (!schemaUsable) {
            throw Failure.of(
                            FailureCode.NO_PERMISSION,
                            "The role may not use the schema " + schema.get() + ", which nexus.schema names.",
                            "Grant it: GRANT USAGE ON SCHEMA " + schema.get() + " TO the role; to migrate, CREATE too.")
                    .exception();
        }
        if (!named && !tableExists() && others.isPresent()) {
            throw Failure.of(
                            FailureCode.HISTORY_ELSEWHERE,
                            "The search_path leads to the schema " + schema.get()
                                    + ", which has no history, and there is one in " + others.get() + ".",
                            "Name the schema of this project's history: nexus.schema="
                                    + others.get().replaceAll(",.*", "")
                                    + ". If that is another project's, begin this one's"
                                    + " with nexus.schema=" + schema.get() + ".")
                    .exception();
        }
    }

    /** What deserves attention when a history is begun: tables would go elsewhere. */
    public Optional<String> remark() {
        return first.filter(path -> named && !path.equals(schema.orElse("")))
                .map(path -> "The history is kept in " + schema.orElse("")
                        + ", which nexus.schema names; what migrations" + " make goes into " + path
                        + ", the first schema of the search_path, unless they name another.");
    }
}
