package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.RowMapper;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** What an author is handed inside a transaction. */
public class AuthorDatabase implements Database {

    private final MigrationContext work;

    public AuthorDatabase(MigrationContext work) {
        this.work = work;
    }

    @Override
    public long execute(String sql, Object... parameters) throws SQLException {
        Statement statement = Statement.of(sql);
        boolean plain = parameters.length == 0 && statement.isPlain();
        return logged(
                statement,
                () -> plain
                        ? notices().send(work.connection(), statement)
                        : prepared(statement, prepared -> {
                            AuthorParameters.bind(prepared, parameters);
                            prepared.execute();
                            return counted(statement, Math.max(0, prepared.getLargeUpdateCount()));
                        }));
    }

    /** Runs one statement in which a question mark is never a parameter: it has an author's definition in it. */
    final long executeAsWritten(String sql) throws SQLException {
        Statement statement = Statement.of(sql);
        return logged(statement, () -> notices().send(work.connection(), statement));
    }

    /** What is done with a statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(Statement statement, Use<T> use) throws SQLException {
        try (PreparedStatement prepared = work.connection().prepareStatement(statement.text())) {
            try {
                return use.of(prepared);
            } finally {
                notices().says(statement, prepared);
            }
        }
    }

    private long counted(Statement statement, long rows) {
        notices().counts(statement.tokens().peek(0), rows);
        return rows;
    }

    private ServerNotices notices() {
        return work.log().notices();
    }

    @Override
    public final <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
        Statement statement = Statement.of(sql);
        return logged(
                statement,
                () -> prepared(statement, prepared -> {
                    AuthorParameters.bind(prepared, parameters);
                    return Statements.rows(prepared, mapper);
                }));
    }

    @Override
    public final long batch(String sql, List<Object[]> rows) throws SQLException {
        // Filled inside the call: executing a batch empties it, and the call may be tried again.
        Statement statement = Statement.of(sql);
        return logged(
                statement,
                () -> prepared(statement, prepared -> {
                    for (Object[] row : rows) {
                        AuthorParameters.bind(prepared, row);
                        prepared.addBatch();
                    }
                    long changed = 0;
                    for (int count : prepared.executeBatch()) {
                        changed += Math.max(0, count);
                    }
                    return counted(statement, changed);
                }));
    }

    @Override
    public final long copyIn(String sql, Reader rows) throws SQLException {
        // Never a second time: what the first read of the rows is gone.
        Statement statement = Statement.of(sql);
        return once(
                statement,
                () -> counted(
                        statement,
                        work.connection()
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn(sql, rows)));
    }

    /** Runs a call to the driver, which may be made a second time. */
    <T> T logged(Statement statement, StatementProbe.Call<T> call) throws SQLException {
        return once(statement, call);
    }

    private <T> T send(Statement statement, boolean repeatable, StatementProbe.Call<T> call) throws SQLException {
        return repeatable ? logged(statement, call) : once(statement, call);
    }

    /** Runs a call to the driver once, timed and remembered; the author sees what the driver would throw. */
    <T> T once(Statement statement, StatementProbe.Call<T> call) throws SQLException {
        try {
            return work.log().run(work.connection(), statement, call);
        } catch (SQLException failure) {
            throw AuthorParameters.explained(failure);
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    @Override
    public final CatalogGuards has() {
        return new CatalogGuards(work.connection(), this::logged);
    }

    @Override
    public final boolean addColumn(String table, String column, String definition) throws SQLException {
        if (has().column(table, column)) {
            found("column " + table + "." + column);
            return false;
        }
        executeAsWritten("ALTER TABLE " + table + " ADD COLUMN " + column + " " + definition);
        return true;
    }

    @Override
    public boolean createIndex(Index index) throws SQLException {
        return new IndexStep(work.connection(), has(), index).make(new InTransaction());
    }

    /** Builds and drops indexes in the transaction. */
    class InTransaction implements IndexStep.Way {

        @Override
        public boolean awaitsOthers(String table) throws SQLException {
            return false;
        }

        @Override
        public void build(Index index) throws SQLException {
            executeAsWritten(IndexStep.statement(index, false));
        }

        @Override
        public void drop(String qualifiedName) throws SQLException {
            execute("DROP INDEX " + qualifiedName);
        }

        @Override
        public void rename(String qualifiedName, String to) throws SQLException {
            execute("ALTER INDEX " + qualifiedName + " RENAME TO " + to);
        }

        @Override
        public void alreadyThere(String what) {
            found(what);
        }
    }

    @Override
    public void found(String object) {
        work.found().add(object);
    }

    @Override
    public final Optional<String> variable(String name) {
        work.listener().asks(name);
        return Optional.ofNullable(work.settings().variables().get(name));
    }

    @Override
    public final Path file(String path) {
        return work.settings().baseDirectory().resolve(path);
    }

    @Override
    public final void log(String message) {
        work.listener().says(message);
    }

    @Override
    public final Connection connection() {
        return GuardedConnection.of(work.connection(), notices(), this::send);
    }
}
