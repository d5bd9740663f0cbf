package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.rows.RowReader;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.KeptConnection;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One database of a rehearsal. All that is done on it goes over one connection, which is opened again where a migration
 * has changed what sessions begin with.
 */
final class RehearsalDatabase implements AutoCloseable {

    private static final String OUTSIDE = SqlResource.read(RehearsalDatabase.class, "outside.sql");

    private final ConnectionSettings database;
    private final HistoryTable history;
    private final RunSettings settings;
    private final KeptConnection connection;
    private Optional<Outside> outside = Optional.empty();

    /**
     * What a migration may change that is outside of the database, as fingerprints.
     *
     * @param server what all databases of the server share: roles, replication slots
     * @param sessions what a new session begins with
     */
    private record Outside(String server, String sessions) {}

    /**
     * On a server.
     *
     * @param database where it is
     * @param history its history table
     * @param settings how migrations are run on it
     */
    RehearsalDatabase(ConnectionSettings database, HistoryTable history, RunSettings settings) {
        this.database = database;
        this.history = history;
        this.settings = settings;
        this.connection = new KeptConnection(database, settings);
    }

    /** The same on a copy. */
    RehearsalDatabase on(ConnectionSettings copy) {
        return new RehearsalDatabase(copy, history, settings);
    }

    ConnectionSettings database() {
        return database;
    }

    HistoryTable history() {
        return history;
    }

    /** Its database's name. */
    String name() {
        return database.server().database();
    }

    /** Applies one migration of a set whose earlier ones are applied; why not, if it failed. */
    Optional<NexusException> apply(MigrationSet set, DiscoveredMigration migration, RunListener listener) {
        PlanRequest only = new PlanRequest(
                OptionalInt.empty(), OptionalInt.of(migration.id().number()), false);
        return run(listener, migrator -> migrator.migrate(set, only));
    }

    /** Undoes the last migration, whatever its up found already there; why not, if it failed. */
    Optional<NexusException> undo(MigrationSet set, DiscoveredMigration migration, RunListener listener)
            throws SQLException {
        history.forgetFound(connection(), migration.id());
        return run(listener, migrator -> migrator.undo(set, migration.id().number()));
    }

    private Optional<NexusException> run(RunListener listener, Function<Migrator, Outcome> action) {
        return action.apply(new Migrator(database, connection::session, listener))
                .failure();
    }

    /** Has the history forget a migration, so that it is run again. Gives its row, to be put back. */
    String hide(DiscoveredMigration migration) throws SQLException {
        return history.forget(connection(), migration.id()).orElseThrow();
    }

    /** Puts the row of a migration back that could not be run again. */
    void putBack(DiscoveredMigration migration, String row) throws SQLException {
        history.putBack(connection(), migration.id(), row);
    }

    /** Whether something outside of the database differs from the last time that this was asked. */
    boolean changedServer() throws SQLException {
        Outside now = Statements.query(connection(), OUTSIDE, row -> new Outside(row.getString(1), row.getString(2)))
                .get(0);
        Outside before = outside.orElse(now);
        outside = Optional.of(now);
        if (!now.sessions().equals(before.sessions())) {
            connection.close();
        }
        return !now.server().equals(before.server());
    }

    /** What it holds now. */
    RehearsalState state() throws SQLException {
        return new RehearsalState(picture(), RowReader.read(connection(), history.name()));
    }

    /** What its catalog holds. */
    Picture picture() throws SQLException {
        return new PictureReader(history.name()).read(connection());
    }

    /** The connection to it, in no transaction; not for the caller to close. */
    Connection connection() {
        return connection.connection();
    }

    /** Disconnects: a database that somebody is connected to cannot be copied, nor dropped. */
    @Override
    public void close() {
        connection.close();
    }
}
