package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;

/** Applies what is pending, in order, or reads how things stand. */
@SuppressWarnings("DoNotCallSuggester")
public final class Migrator {

    private final ConnectionSettings database;
    private final RunSettings settings;
    private final RunListener listener;

    /** For one database. */
    public Migrator(ConnectionSettings database, RunSettings settings, RunListener listener) {
        this.database = database;
        this.settings = settings;
        this.listener = listener;
    }

    /** Applies what the request asks for. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome migrate(MigrationSet set, PlanRequest request) {
        throw new UnsupportedOperationException("being written: " + database + settings + listener + set + request);
    }

    /** Reads how things stand; changes nothing, and takes no lock. */
    public Outcome status(MigrationSet set) {
        throw new UnsupportedOperationException("being written: " + set);
    }
}
