package io.github.claudenexus.rehearsal;

import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.StatementProbe;

/** Hears the warnings of the first time that a migration is applied, and has its statements looked at. */
final class WarningListener extends SilentListener {

    private final RunListener listener;
    private final StatementProbe probe;

    WarningListener(RunListener listener) {
        this(listener, StatementProbe.NONE);
    }

    WarningListener(RunListener listener, StatementProbe probe) {
        super(listener);
        this.listener = listener;
        this.probe = probe;
    }

    @Override
    public void warns(String line) {
        listener.warns(line);
    }

    @Override
    public StatementProbe probe() {
        return probe;
    }
}
