package io.github.claudenexus.runner;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryTable;
import java.util.Optional;

/**
 * What the server says of itself.
 *
 * @param backend the process that answered
 * @param locked whether the lock was had
 * @param major its major version
 * @param version its version as people write it
 * @param readOnly whether it refuses writes: a standby, or by a setting
 * @param schema the history's schema; empty when the search path names none that exists
 * @param schemaExists whether there is such a schema
 * @param tableExists whether the history table is there
 */
record Greeting(
        int backend,
        boolean locked,
        int major,
        String version,
        boolean readOnly,
        Optional<String> schema,
        boolean schemaExists,
        boolean tableExists) {

    private static final int OLDEST_SERVER = 14;

    /** The history table of this database. */
    HistoryTable table() {
        return new HistoryTable(schema.orElseThrow());
    }

    /** Refuses a server that a run would fail on. */
    Greeting fit(boolean toWrite) {
        if (major < OLDEST_SERVER) {
            throw Failure.of(
                            FailureCode.UNFIT_SERVER,
                            "The server is PostgreSQL " + version + "; nexus needs " + OLDEST_SERVER + " or later.",
                            "Upgrade the server.")
                    .exception();
        }
        if (schema.isEmpty()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "The connection's search_path names no schema that exists.",
                            "Create the schema, mend the role's search_path, or name a schema in nexus.schema.")
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
        if (toWrite && readOnly) {
            throw Failure.of(
                            FailureCode.UNFIT_SERVER,
                            "The server accepts reads only: it is a standby, or default_transaction_read_only is on.",
                            "Name the primary server in the database URL, or all servers and target_session_attrs=read-write.")
                    .exception();
        }
        return this;
    }
}
