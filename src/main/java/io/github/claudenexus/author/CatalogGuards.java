package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.Guards;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.RowMapper;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The guards, answered by the catalog. Names are resolved by PostgreSQL's own functions. */
final class CatalogGuards implements Guards {

    private static final String UNIQUE = "unique ";

    private final Connection connection;
    private final Caller caller;

    CatalogGuards(Connection connection, Caller caller) {
        this.connection = connection;
        this.caller = caller;
    }

    /** How a statement is sent: logged, and tried again where that is right. */
    interface Caller {
        <T> T call(Statement statement, StatementProbe.Call<T> call) throws SQLException;
    }

    @Override
    public boolean table(String name) throws SQLException {
        return yes("SELECT relkind IN ('r', 'p', 'v', 'm', 'f') FROM pg_class WHERE oid = to_regclass(?)", name);
    }

    @Override
    public boolean column(String table, String column) throws SQLException {
        return columnType(table, column).isPresent();
    }

    @Override
    public Optional<String> columnType(String table, String column) throws SQLException {
        return text(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = to_regclass(?) AND attname = (parse_ident(?))[1]::name AND attnum > 0 AND NOT attisdropped",
                table,
                column);
    }

    @Override
    public IndexState index(Index index) throws SQLException {
        return state(index.name(), index);
    }

    /** How the index of one name compares with the one wanted. */
    IndexState state(String name, Index wanted) throws SQLException {
        Optional<ExistingIndex> existing = caller.call(
                Statement.of(ExistingIndex.SQL), () -> ExistingIndex.find(connection, name, wanted.table()));
        if (existing.isEmpty()) {
            return IndexState.MISSING;
        }
        if (!existing.get().valid()) {
            return IndexState.INVALID;
        }
        String there = meaning(existing.get().definition());
        // Whoever writes it as PostgreSQL prints it is spared the question how it would.
        return there.equals(asWritten(wanted)) || there.equals(meaning(asPostgresWritesIt(wanted)))
                ? IndexState.PRESENT
                : IndexState.DIFFERENT;
    }

    // Only PostgreSQL knows how it would write a definition; an empty table of the same shape lets it tell.
    private String asPostgresWritesIt(Index index) throws SQLException {
        // Without the right to make temporary tables it lies where the index is to lie: one message is one transaction,
        // so nobody ever sees it.
        String schema = text(
                        "SELECT CASE WHEN has_database_privilege(current_database(), 'TEMP') THEN 'pg_temp'"
                                + " ELSE relnamespace::regnamespace::text END FROM pg_class WHERE oid = to_regclass(?)",
                        index.table())
                .orElse("pg_temp");
        String sql = "CREATE TABLE " + schema + ".nexus_shape (LIKE " + index.table() + "); CREATE "
                + (index.unique() ? "UNIQUE " : "") + "INDEX nexus_shape_index ON " + schema + ".nexus_shape "
                + index.definition() + "; SELECT pg_get_indexdef("
                + SessionSettings.literal(schema + ".nexus_shape_index") + "::regclass) AS definition;"
                + " DROP TABLE " + schema + ".nexus_shape";
        return caller.call(Statement.of(sql), () -> Statements.send(connection, sql))
                .get(0)
                .getOrDefault("definition", "");
    }

    private static String asWritten(Index index) {
        String definition = index.definition();
        return (index.unique() ? UNIQUE : "") + (definition.startsWith("USING ") ? " " : " USING btree ") + definition;
    }

    /** A definition without the names of index and table. */
    static String meaning(String definition) {
        return (definition.startsWith("CREATE UNIQUE") ? UNIQUE : "")
                + definition.substring(Math.max(0, definition.indexOf(" USING ")));
    }

    @Override
    public Optional<String> indexDefinition(String name) throws SQLException {
        return text(
                "SELECT pg_get_indexdef(oid) FROM pg_class WHERE oid = to_regclass(?) AND relkind IN ('i', 'I')", name);
    }

    @Override
    public Optional<String> constraint(String table, String name) throws SQLException {
        return text(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                        + " WHERE conrelid = to_regclass(?) AND conname = (parse_ident(?))[1]::name",
                table,
                name);
    }

    @Override
    public boolean type(String name) throws SQLException {
        return yes("SELECT to_regtype(?) IS NOT NULL", name);
    }

    @Override
    public boolean function(String signature) throws SQLException {
        return yes("SELECT to_regprocedure(?) IS NOT NULL", signature);
    }

    private boolean yes(String sql, Object... parameters) throws SQLException {
        List<Boolean> answers = rows(sql, row -> row.getBoolean(1), parameters);
        return !answers.isEmpty() && answers.get(0);
    }

    private Optional<String> text(String sql, Object... parameters) throws SQLException {
        return rows(sql, row -> row.getString(1), parameters).stream().findFirst();
    }

    private <T> List<T> rows(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
        return caller.call(Statement.of(sql), () -> Statements.query(connection, sql, mapper, parameters));
    }
}
