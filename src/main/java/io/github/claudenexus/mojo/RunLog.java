package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Scrubber;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.report.ConsoleText;
import io.github.claudenexus.report.RunProgress;
import io.github.claudenexus.session.RunListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/** Tells Maven's log how a run goes, and lets no secret through. */
final class RunLog implements RunListener {

    private static final Pattern LINE_END = Pattern.compile("\\R");

    private final Log log;
    private final ConsoleText text;
    private final boolean statements;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<ConnectionSettings> connections = new CopyOnWriteArrayList<>();
    private volatile Scrubber scrubber = Scrubber.of();
    private Optional<String> beginning = Optional.empty();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> placeholders = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);
    private volatile RunProgress progress = RunProgress.START;

    /**
     * Over Maven's log.
     *
     * @param statements whether every statement is logged
     */
    RunLog(Log log, ConsoleText text, boolean statements) {
        this.log = log;
        this.text = text;
        this.statements = statements;
    }

    /** From now on no line shows a secret of this connection, nor of those before. */
    void hideSecretsOf(ConnectionSettings settings) {
        connections.add(settings);
        scrubber = Scrubber.of(connections);
    }

    /** The text without secrets. */
    String scrubbed(String line) {
        return scrubber.scrub(line);
    }

    /** What was warned of so far. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How far the run has come. */
    RunProgress progress() {
        return progress;
    }

    @Override
    public synchronized void reached(long rows) {
        progress = progress.at(rows);
    }

    void opens(String address, String source) {
        tell(text.opening(address, source));
    }

    void rehearses(String version, String server) {
        tell(text.rehearses(version, server));
    }

    void judged(Judgement judgement, Gate gate) {
        progress = progress.ended();
        tell(text.judged(judgement, gate));
    }

    /** Each line is a line of the log, so that each has Maven's prefix. */
    void tell(String lines) {
        for (String line : LINE_END.split(lines, -1)) {
            log.info(scrubbed(line));
        }
    }

    /** A line about what fails the build, which a quiet Maven shows too. */
    void fails(String line) {
        log.error(scrubbed(line));
    }

    /** The stack of what stopped the run: with -e or -X, and never as a Maven exception's cause, which is not scrubbed. */
    void trace(Throwable thrown, boolean shown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack, true));
        String scrubbed = scrubbed(stack.toString());
        if (shown) {
            log.error(scrubbed);
        } else {
            log.debug(scrubbed);
        }
    }

    @Override
    public void waiting(String holder) {
        tell(holder);
    }

    // A migration that is soon done needs one line; its beginning is logged only above what is logged before its end.
    @Override
    public synchronized void begins(DiscoveredMigration migration) {
        progress = progress.begins(migration);
        beginning = Optional.of(text.begins(migration.id().toString()));
    }

    @Override
    public void stillRuns() {
        tellBeginning();
    }

    private synchronized void tellBeginning() {
        beginning.ifPresent(this::tell);
        beginning = Optional.empty();
    }

    @Override
    public synchronized void applied(DiscoveredMigration migration, Duration duration) {
        progress = progress.ended();
        beginning = Optional.empty();
        tell(text.applied(migration.id().toString(), duration));
    }

    @Override
    public void plans(RollbackPlan plan) {
        text.plan(plan).forEach(this::tell);
    }

    @Override
    public synchronized void undone(DiscoveredMigration migration, Duration duration) {
        progress = progress.ended();
        beginning = Optional.empty();
        tell(text.undone(migration.id().toString(), duration));
    }

    @Override
    public void retries(DiscoveredMigration migration, String reason) {
        log.warn(scrubbed(migration.id() + " is tried again: " + reason));
    }

    @Override
    public void says(String line) {
        tellBeginning();
        line.lines().map(text::says).forEach(this::tell);
    }

    @Override
    public void statement(String sql, Duration duration) {
        if (statements) {
            tellBeginning();
            tell(text.statement(sql, duration));
        }
    }

    @Override
    public void notice(String line) {
        if (statements) {
            says(line);
        }
    }

    @Override
    public void asks(String variable) {
        asked.add(variable);
    }

    /** These placeholders are in SQL files, where a variable is found whatever the case of its name. */
    void asksInFiles(Set<String> names) {
        placeholders.addAll(names);
    }

    /** Warns of variables that were given for this run and that no migration asked for. */
    void warnOfUnasked(Collection<String> given) {
        given.stream()
                .filter(name -> !asked.contains(name) && !placeholders.contains(name))
                .map(name -> "The variable " + name + " was given on the command line, and no migration of this run"
                        + " asked for it: it had no effect. A Java migration that is applied already runs again"
                        + " only with nexus.only and nexus.again.")
                .forEach(this::warns);
    }

    @Override
    public void warns(String line) {
        String scrubbed = scrubbed(line);
        warnings.add(scrubbed);
        log.warn(scrubbed);
    }
}
