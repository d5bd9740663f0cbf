package io.github.claudenexus.rehearsal;

import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.StatementProbe;
import java.time.Duration;

/**
 * Passes on the statements of a rehearsal's runs, and the warnings of the first of them. The rest of what a run reports
 * is meant for a real one.
 *
 * @param listener to whom they are passed on
 * @param warns whether warnings are
 * @param probe looks at each statement
 */
record RehearsalListener(RunListener listener, boolean warns, StatementProbe probe) implements RunListener {

    /** For a run whose warnings are known from the first. */
    static RunListener silent(RunListener listener) {
        return new RehearsalListener(listener, false, StatementProbe.NONE);
    }

    /** For the first run of a migration. */
    static RunListener first(RunListener listener, StatementProbe probe) {
        return new RehearsalListener(listener, true, probe);
    }

    /** For a run whose statements are looked at, and whose warnings are known from the first. */
    static RunListener probed(RunListener listener, StatementProbe probe) {
        return new RehearsalListener(listener, false, probe);
    }

    @Override
    public void statement(String sql, Duration duration) {
        listener.statement(sql, duration);
    }

    @Override
    public void warns(String line) {
        if (warns) {
            listener.warns(line);
        }
    }
}
