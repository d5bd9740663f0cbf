package io.github.claudenexus.rollback;

import io.github.claudenexus.runner.RunListener;
import io.github.claudenexus.runner.StatementProbe;

/** Hears the warnings of the first time that a migration is applied, and has its statements looked at. */
final class FirstRun extends Quiet {

    private final RunListener listener;
    private final StatementProbe probe;

    FirstRun(RunListener listener) {
        this(listener, StatementProbe.NONE);
    }

    FirstRun(RunListener listener, StatementProbe probe) {
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
