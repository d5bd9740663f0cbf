package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.undoneOutside;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, that can be killed or frozen. */
final class Victim implements AutoCloseable {

    private final Process process;

    private Victim(Process process) {
        this.process = process;
    }

    /** A run of one of the sets. */
    static Victim working(Sets set, String url) throws IOException {
        return start("set", url, set.name());
    }

    /** A run of one file of these statements. */
    static Victim migrating(boolean transactional, String url, String... statements) throws IOException {
        String[] arguments = Arrays.copyOf(new String[] {transactional ? "sql" : "alone", url}, statements.length + 2);
        System.arraycopy(statements, 0, arguments, 2, statements.length);
        return start(arguments);
    }

    /** A run that undoes one migration, by a down file of these statements. */
    static Victim undoing(boolean transactional, String url, String... down) throws IOException {
        String[] arguments = Arrays.copyOf(new String[] {transactional ? "down" : "downAlone", url}, down.length + 2);
        System.arraycopy(down, 0, arguments, 2, down.length);
        return start(arguments);
    }

    private static Victim start(String... arguments) throws IOException {
        // A shell starts what is to run in the background with SIGINT ignored, and all that it starts in turn.
        String[] java = {
            "env",
            "--default-signal=INT",
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName()
        };
        String[] command = Arrays.copyOf(java, java.length + arguments.length);
        System.arraycopy(arguments, 0, command, java.length, arguments.length);
        return new Victim(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The migration of those statements. */
    static DiscoveredMigration migration(boolean transactional, String... statements) {
        return transactional ? sql(1, statements) : nonTransactional(1, statements);
    }

    /** The migration that is undone by those. */
    static DiscoveredMigration undone(boolean transactional, String... down) {
        DiscoveredMigration up = sql(1, "CREATE TABLE t AS SELECT 1 AS n");
        return transactional ? undoneBy(up, down) : undoneOutside(up, down);
    }

    /** The process's own entry. */
    public static void main(String[] arguments) {
        String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
        Outcome outcome =
                switch (arguments[0]) {
                    case "set" -> work(Sets.valueOf(rest[0]), arguments[1]);
                    case "down", "downAlone" -> Run.on(arguments[1]).undo(undone("down".equals(arguments[0]), rest));
                    default -> Run.on(arguments[1]).migrate(migration("sql".equals(arguments[0]), rest));
                };
        outcome.failure().ifPresent(failure -> System.err.println("The victim says: " + failure.getMessage()));
    }

    private static Outcome work(Sets set, String url) {
        return set.work(Scenario.run(set, url), set.migrations());
    }

    boolean ends(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Sends a signal: KILL, TERM, STOP. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
