package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

    private static final String ASKED = "SELECT to_regclass(?)::oid::bigint, (parse_ident(?))[1]::name::text";

    private final Set<Long> built = new HashSet<>();
    private final Set<Long> rebuilt = new HashSet<>();
    private final Set<Asked> named = new HashSet<>();
    private final Set<String> other = new LinkedHashSet<>();
    private boolean all;

    /** A table's oid, and the name that a CREATE INDEX CONCURRENTLY gives an index on it. */
    private record Asked(long table, String index) {}

    /** Looks up what a statement names, before it is sent: a later one may rename it, or set another search path. */
    void note(Connection connection, Statement statement) {
        try {
            add(connection, statement);
        } catch (SQLException refused) {
            // The statement will be refused likewise, and says why.
            other.add(statement.text());
        }
    }

    private void add(Connection connection, Statement statement) throws SQLException {
        StatementKind kind = statement.kind();
        String relation = kind.relations().stream().findFirst().orElse("");
        switch (kind.verb()) {
            case CREATE_INDEX -> {
                built.addAll(oids(connection, TABLES, relation, relation));
                if (kind.isIndexBuild() && kind.index().isPresent()) {
                    named.addAll(Statements.query(
                            connection,
                            ASKED,
                            row -> new Asked(row.getLong(1), row.getString(2)),
                            relation,
                            kind.index().get()));
                }
            }
            case REINDEX -> rebuilt.addAll(oids(connection, TABLES, relation, relation));
            case REINDEX_SCHEMA -> rebuilt.addAll(oids(connection, OF_SCHEMA, relation));
            case REINDEX_DATABASE -> all = true;
            case DROP_INDEX -> {}
            default -> other.add(statement.text());
        }
    }

    private static List<Long> oids(Connection connection, String sql, Object... names) throws SQLException {
        return names[0].equals("") ? List.of() : Statements.query(connection, sql, row -> row.getLong(1), names);
    }

    /** Whether a CREATE INDEX CONCURRENTLY asks for the invalid index by its name. */
    boolean named(long table, String index) {
        return named.contains(new Asked(table, index));
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
                        .matcher(String.join("\n", other))
                        .find();
    }
}
