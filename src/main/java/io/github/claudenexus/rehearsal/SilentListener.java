package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.session.RunListener;
import java.time.Duration;

/** Hands on every statement and nothing else: what a migration says is meant for a real run. */
class SilentListener implements RunListener {

    private final RunListener listener;

    SilentListener(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public final void statement(String sql, Duration duration) {
        listener.statement(sql, duration);
    }

    @Override
    public final void waiting(String holder) {}

    @Override
    public final void begins(DiscoveredMigration migration) {}

    @Override
    public final void applied(DiscoveredMigration migration, Duration duration) {}

    @Override
    public final void retries(DiscoveredMigration migration, String reason) {}

    @Override
    public final void says(String line) {}

    @Override
    public void warns(String line) {}
}
