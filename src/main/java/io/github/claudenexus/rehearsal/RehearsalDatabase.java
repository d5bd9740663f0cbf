package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.KnownCatalog;
import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rows.GeneratedRows;
import io.github.claudenexus.rows.KnownRows;
import io.github.claudenexus.rows.RowChoice;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.KeptConnection;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.sql.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One database of a rehearsal. All that is done on it goes over one connection, which is opened again where a migration
 * has changed what sessions begin with.
 */
final class RehearsalDatabase implements AutoCloseable {

    private static final Set<FailureCode> MAY_HAVE_COMMITTED =
            EnumSet.of(FailureCode.LEFT_TRANSACTION, FailureCode.CONNECTION_LOST);
    private static final String OUTSIDE = SqlResource.read(RehearsalDatabase.class, "outside.sql");

    private final ConnectionSettings database;
    private final HistoryTable history;
    private final RunSettings settings;
    private final KeptConnection connection;
    private final KnownCatalog catalog;
    private final KnownRows rows;
    private final Set<String> filled = new TreeSet<>();
    private @Nullable Connection reading;
    private @Nullable Picture picture;
    private Optional<Outside> outside = Optional.empty();
    private boolean changedServer;
    private boolean written;
    private Optional<MigrationId> recorded = Optional.empty();

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
        this(database, history, settings, new KnownCatalog(history.name()));
    }

    private RehearsalDatabase(
            ConnectionSettings database, HistoryTable history, RunSettings settings, KnownCatalog catalog) {
        this.database = database;
        this.history = history;
        this.settings = settings;
        this.connection = new KeptConnection(database, settings);
        this.catalog = catalog;
        this.rows = new KnownRows(history.name());
    }

    /** The same on a copy, of whose catalog is known what was last known of that of another one. */
    RehearsalDatabase on(ConnectionSettings copy) {
        RehearsalDatabase same = new RehearsalDatabase(copy, history, settings, catalog);
        same.filled.addAll(filled);
        same.recorded = recorded;
        return same;
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

    /** Applies the one migration of a set, as on a database that knows of no other; why not, if it failed. */
    Optional<NexusException> apply(MigrationSet set, DiscoveredMigration migration, RunListener listener)
            throws SQLException {
        // Each run reads the whole history, twice.
        if (!recorded.equals(Optional.of(migration.id()))) {
            recorded = read(() -> {
                history.forgetOthers(connection.connection(), migration.id());
                return Optional.of(migration.id());
            });
        }
        PlanRequest only = new PlanRequest(
                Optional.empty(), Optional.of(migration.id().version()), false, false, true, PlanRequest.Others.IGNORE);
        return run(migration.atOnce(), listener, migrator -> migrator.migrate(set, only));
    }

    /** Undoes the last migration, whatever its up found already there; why not, if it failed. */
    Optional<NexusException> undo(MigrationSet set, DiscoveredMigration migration, RunListener listener)
            throws SQLException {
        history.forgetFound(connection.connection(), migration.id());
        return run(false, listener, migrator -> migrator.undo(set));
    }

    private Optional<NexusException> run(boolean atOnce, RunListener listener, Function<Migrator, Outcome> action)
            throws SQLException {
        written = true;
        Outside before = outside.isPresent() ? outside.get() : outside();
        Optional<NexusException> failure = action.apply(new Migrator(database, connection::session, listener))
                .failure();
        failure.filter(Scratch::isFull).ifPresent(full -> {
            throw full;
        });
        boolean rolledBack = atOnce
                && failure.filter(
                                it -> !MAY_HAVE_COMMITTED.contains(it.failure().code()))
                        .isPresent();
        if (!rolledBack) {
            picture = null;
        }
        Outside now = outside();
        changedServer = !now.server().equals(before.server());
        if (!now.sessions().equals(before.sessions())) {
            connection.close();
        }
        outside = Optional.of(now);
        return failure;
    }

    private Outside outside() throws SQLException {
        return read(() -> Statements.query(reading(), OUTSIDE, row -> new Outside(row.getString(1), row.getString(2)))
                .get(0));
    }

    /** Writes seed rows; why they could not be, if they could not. What their files set for the session ends with them. */
    Optional<Failure> write(List<SqlScript> seeds) throws SQLException {
        picture = null;
        written = true;
        try (Session session = connection.session()) {
            Optional<Failure> failure = SeedRows.write(session.connection(), seeds);
            failure.filter(Scratch::isFull).ifPresent(full -> {
                throw full.exception();
            });
            return failure;
        }
    }

    /** Has the history forget a migration, so that it is run again. Gives its row, to be put back. */
    String hide(DiscoveredMigration migration) throws SQLException {
        return history.forget(connection.connection(), migration.id()).orElseThrow();
    }

    /** Puts the row of a migration back that could not be run again. */
    void putBack(DiscoveredMigration migration, String row) throws SQLException {
        history.putBack(connection.connection(), migration.id(), row);
    }

    /** Whether it is a copy to which nothing has been done yet. */
    boolean isNewCopy() {
        return !written;
    }

    /** Whether the last run on it changed something that all databases of the server share. */
    boolean changedServer() {
        return changedServer;
    }

    /** What it holds now. */
    RehearsalState state() throws SQLException {
        return read(() -> {
            Picture now = currentPicture();
            return new RehearsalState(
                    now,
                    rows.read(
                            connection.connection(),
                            reading(),
                            new KnownRows.Definitions(catalog.rowForms(), catalog.hashes())));
        });
    }

    /** Reads. */
    @FunctionalInterface
    private interface StateReading<T> {
        T get() throws SQLException;
    }

    // A migration may end all other sessions of its database, ours too; after any other failure no transaction may
    // stay.
    private <T> T read(StateReading<T> reading) throws SQLException {
        try {
            return reading.get();
        } catch (SQLException failure) {
            close();
            if (!Statements.isLoss(failure)) {
                throw failure;
            }
            return reading.get();
        }
    }

    /**
     * Makes rows for the tables that have none.
     *
     * @param choice which
     * @param refused is given why rows were refused, by table
     * @return what it holds then
     */
    RehearsalState fill(RowChoice choice, Map<String, String> refused) throws SQLException {
        RehearsalState found = state();
        filled.removeIf(table -> !found.rows().has(table));
        List<String> empty = found.rows().empty();
        if (empty.isEmpty() || choice.equals(RowChoice.NONE)) {
            return found;
        }
        refused.putAll(make(empty, choice));
        return state();
    }

    /** Makes rows for these tables, which have none; why rows were refused, by table. */
    Map<String, String> make(List<String> empty, RowChoice choice) throws SQLException {
        Map<String, String> refused = read(() -> GeneratedRows.fill(connectionForChanges(), empty, choice));
        filled.addAll(empty);
        return refused;
    }

    /** The tables that it has none but made rows in, or none at all. */
    List<String> withoutOtherRows() throws SQLException {
        Set<String> tables = new TreeSet<>(state().rows().empty());
        tables.addAll(filled);
        return List.copyOf(tables);
    }

    /** The tables for which rows were made. */
    Set<String> filled() {
        return Collections.unmodifiableSet(filled);
    }

    /** Whether it has rows that were made. */
    boolean isFilled() {
        return !filled.isEmpty();
    }

    /** Empties the tables for which rows were made. */
    void empty() throws SQLException {
        if (isFilled()) {
            GeneratedRows.remove(connectionForChanges(), List.copyOf(filled));
            filled.clear();
        }
    }

    /** What its catalog holds. */
    Picture picture() throws SQLException {
        return read(this::currentPicture);
    }

    private Picture currentPicture() throws SQLException {
        Picture known = picture;
        if (known == null) {
            known = catalog.read(reading());
            picture = known;
        }
        return known;
    }

    // The server plans the queries for a catalog once, if the connection is used for nothing else.
    private Connection reading() throws SQLException {
        Connection current = reading;
        if (current == null || current.isClosed()) {
            current = Connector.open(database);
            reading = current;
            KnownCatalog.dedicate(current);
        }
        return current;
    }

    /** The connection to it, in no transaction, for the caller to change what it likes with, but not to close. */
    Connection connectionForChanges() {
        picture = null;
        written = true;
        return connection.connection();
    }

    /** Disconnects: a database that somebody is connected to cannot be copied, nor dropped. */
    @Override
    public void close() {
        connection.close();
        Connection current = reading;
        reading = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (SQLException goneAlready) {
            // The server ends the session anyway.
        }
    }
}
