package io.github.claudenexus.rollback;

import io.github.claudenexus.runner.RunListener;
import io.github.claudenexus.runner.StatementProbe;

/** Hears the first time that a migration is applied: its author's lines, and its statements through a probe. */
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
    public void says(String line) {
        listener.says(line);
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
