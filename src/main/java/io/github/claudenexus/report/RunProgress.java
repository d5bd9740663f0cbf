package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a run has come, as far as is known without asking the server.
 *
 * @param done how many migrations it has applied, undone or rehearsed
 * @param current the migration it works on
 * @param rows how many rows the batches of that one have done and committed; 0 before the first
 */
public record RunProgress(int done, Optional<DiscoveredMigration> current, long rows) {

    /** At the start. */
    public static final RunProgress START = new RunProgress(0, Optional.empty(), 0);

    /** A migration begins. */
    public RunProgress begins(DiscoveredMigration migration) {
        return new RunProgress(done, Optional.of(migration), 0);
    }

    /** A migration has ended well. */
    public RunProgress ended() {
        return new RunProgress(done + 1, Optional.empty(), 0);
    }

    /** Batches have come this far. */
    public RunProgress at(long reached) {
        return new RunProgress(done, current, reached);
    }

    /**
     * What a run that ends here leaves, and what the next one does.
     *
     * @param goal which goal it is of
     */
    public String stopped(String goal) {
        return switch (goal) {
            case "migrate" ->
                "Stopped" + (done == 0 ? ". " : " after " + Phrases.migrations(done) + " applied. ") + left();
            case "rollback" ->
                "Stopped" + (done == 0 ? ". " : " after " + Phrases.migrations(done) + " undone. ") + leftByRollback();
            case "rollback-check" ->
                "Stopped after " + Phrases.migrations(done)
                        + " rehearsed. Nothing is proved; the next run starts over.";
            default -> "Stopped. Nothing was changed.";
        };
    }

    private String leftByRollback() {
        if (current.isEmpty()) {
            return "No down was running; nexus:status shows what is applied.";
        }
        String name = current.get().id().toString();
        boolean transactional = !(current.get() instanceof SqlMigration sql)
                || sql.down().map(down -> down.transactional()).orElse(true);
        return transactional
                ? name + " stays applied, unless its COMMIT had reached the server: nexus:status shows it."
                : name + " is half undone, outside of a transaction; nexus:rollback runs its down again.";
    }

    private String left() {
        if (current.isEmpty()) {
            return done == 0
                    ? "No migration had begun; nexus:migrate starts with the first that is pending."
                    : "nexus:migrate continues with the next.";
        }
        String name = current.get().id().toString();
        if (rows > 0) {
            return name + " has done " + String.format(Locale.ROOT, "%,d", rows)
                    + " rows; nexus:migrate continues there.";
        }
        if (current.get() instanceof JavaMigration java && java.online()) {
            return name + " keeps what it has committed; nexus:migrate continues there.";
        }
        if (current.get() instanceof SqlMigration sql && !sql.transactional()) {
            return name + " keeps what it has done, outside of a transaction; nexus:migrate runs its file again.";
        }
        return name
                + " is rolled back, unless its COMMIT had reached the server. Run nexus:migrate again: it continues there.";
    }
}
