package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The tables whose indexes the statements of a migration build or rebuild, as their text tells. */
final class IndexedTables {

    private static final String WITH_TOAST = " SELECT oid::bigint FROM tables UNION SELECT reltoastrelid::bigint"
            + " FROM pg_class JOIN tables USING (oid) WHERE reltoastrelid <> 0";

    private static final String TABLES = "WITH named AS (SELECT coalesce((SELECT indrelid FROM pg_index"
            + " WHERE indexrelid = to_regclass(?)), to_regclass(?)) AS oid)"
            + ", tables AS (SELECT oid FROM named WHERE oid IS NOT NULL"
            + " UNION SELECT relid::oid FROM named, pg_partition_tree(oid))" + WITH_TOAST;

    private static final String OF_SCHEMA =
            "WITH tables AS (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(?)"
                    + " AND relkind IN ('r', 'm'))" + WITH_TOAST;

    private final Set<Long> built = new HashSet<>();
    private final Set<Long> rebuilt = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private final StringBuilder other = new StringBuilder();
    private boolean all;

    private IndexedTables() {}

    static IndexedTables of(Connection connection, Set<String> statements) throws SQLException {
        IndexedTables tables = new IndexedTables();
        for (String sql : statements) {
            tables.add(connection, sql);
        }
        return tables;
    }

    private void add(Connection connection, String sql) throws SQLException {
        IndexStatement statement = IndexStatement.of(sql);
        String relation = statement.relation().orElse("");
        switch (statement.kind()) {
            case CREATE -> {
                built.addAll(oids(connection, TABLES, relation, relation));
                named.addAll(SqlRun.invalid(connection, statement));
            }
            case REINDEX -> rebuilt.addAll(oids(connection, TABLES, relation, relation));
            case REINDEX_SCHEMA -> rebuilt.addAll(oids(connection, OF_SCHEMA, relation));
            case REINDEX_DATABASE -> all = true;
            case DROP -> {}
            case OTHER -> other.append(sql).append('\n');
        }
    }

    private static List<Long> oids(Connection connection, String sql, Object... names) throws SQLException {
        return names[0].equals("") ? List.of() : Messages.query(connection, sql, row -> row.getLong(1), names);
    }

    /** Whether a CREATE INDEX CONCURRENTLY asks for the invalid index by its name. */
    boolean named(String index) {
        return named.contains(index);
    }

    /** Whether a REINDEX rebuilds the indexes of the table. */
    boolean rebuilt(long table) {
        return all || rebuilt.contains(table);
    }

    /** Whether a statement builds on the table, or may: what a DO block does is known only by the words in it. */
    boolean has(long table, String name) {
        return rebuilt(table)
                || built.contains(table)
                || Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                        .matcher(other)
                        .find();
    }
}
