package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.rows.DatabaseRows;
import io.github.claudenexus.rows.RowReader;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One database of a rehearsal.
 *
 * @param database where it is
 * @param history its history table
 * @param settings how migrations are run on it
 */
record RehearsalDatabase(ConnectionSettings database, HistoryTable history, RunSettings settings) {

    /** The same on a copy. */
    RehearsalDatabase on(ConnectionSettings copy) {
        return new RehearsalDatabase(copy, history, settings);
    }

    /** Its database's name. */
    String name() {
        return database.server().database();
    }

    /** Applies one migration of a set whose earlier ones are applied; why not, if it failed. */
    Optional<NexusException> apply(MigrationSet set, DiscoveredMigration migration, RunListener listener) {
        PlanRequest only = new PlanRequest(
                OptionalInt.empty(), OptionalInt.of(migration.id().number()), false);
        return new Migrator(database, settings, listener).migrate(set, only).failure();
    }

    /** Takes the last migration back, whatever its up found already there; why not, if it failed. */
    Optional<NexusException> undo(MigrationSet set, DiscoveredMigration migration, RunListener listener)
            throws SQLException {
        try (Connection connection = connect()) {
            history.forgetFound(connection, migration.id());
        }
        return new Migrator(database, settings, listener)
                .undo(set, migration.id().number())
                .failure();
    }

    /** Has the history forget a migration, so that it is run again. */
    void hide(DiscoveredMigration migration) throws SQLException {
        try (Connection connection = connect()) {
            history.forget(connection, migration.id());
        }
    }

    /** What it holds now. */
    RehearsalState state() throws SQLException {
        try (Connection connection = connect()) {
            return new RehearsalState(
                    new PictureReader(history.name()).read(connection), RowReader.read(connection, history.name()));
        }
    }

    /** What its catalog holds. */
    Picture picture() throws SQLException {
        try (Connection connection = connect()) {
            return new PictureReader(history.name()).read(connection);
        }
    }

    /** What its tables hold. */
    DatabaseRows rows() throws SQLException {
        try (Connection connection = connect()) {
            return RowReader.read(connection, history.name());
        }
    }

    /** A new connection to it; the caller closes it. */
    Connection connect() {
        return Connector.open(database);
    }
}
