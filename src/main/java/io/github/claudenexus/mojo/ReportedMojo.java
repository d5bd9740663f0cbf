package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.report.ConsoleText;
import io.github.claudenexus.report.GoalReport;
import io.github.claudenexus.report.GoalResult;
import io.github.claudenexus.report.ReportFile;
import io.github.claudenexus.report.Style;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** The way of every goal but help from a run to a report and an exception. */
abstract class ReportedMojo extends AbstractMojo {

    private final MavenContext maven;
    private final PluginProperties plugin = PluginProperties.load();

    /**
     * Does nothing but write a report that says so. Looked at before anything else, so a build that skips needs
     * neither a database nor correct parameters.
     */
    @Parameter(property = "nexus.skip", defaultValue = "false")
    private boolean skip;

    /** Tells every statement and how long it took; so does <code>DEBUG=true</code> in the environment. */
    @Parameter(property = "nexus.debug", defaultValue = "false")
    private boolean debug;

    /** Where the report of every run is written, named after its goal: <code>migrate.json</code>. */
    @Parameter(property = "nexus.reportDirectory", defaultValue = "${project.build.directory}/nexus")
    private File reportDirectory;

    ReportedMojo(MavenContext maven) {
        this.maven = maven;
    }

    /** Does what the goal does; whatever goes wrong is in the result. */
    abstract GoalResult run(GoalRun run);

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Style style = Style.of(maven.systemProperties());
        RunLog log = new RunLog(getLog(), new ConsoleText(style, ZoneId.systemDefault()), debug || maven.debugs());
        removeOldReports(log);
        GoalRun run = new GoalRun(maven, plugin, log);
        try (Interruption interruption = Interruption.does(() -> interrupted(run))) {
            GoalResult result = skip ? run.skipped() : run(run);
            interruption.ends();
            GoalReport report = report(result);
            report.errors(style).forEach(log::fails);
            report.lines(style, ZoneId.systemDefault()).forEach(log::tell);
            write(report, result);
            Optional<Failure> failure = result.failure();
            if (failure.isPresent()) {
                stop(failure.get().code().kind(), report.failure(style.width()));
            }
        }
    }

    private void removeOldReports(RunLog log) {
        try {
            ReportFile.remove(reports(), reportFiles());
        } catch (IOException stubborn) {
            log.warns("A report of an earlier run cannot be removed: " + stubborn.getMessage() + ".");
        }
    }

    // In the last moments of the process: first the line, which needs no disk.
    private void interrupted(GoalRun run) {
        GoalResult result = run.interrupted();
        getLog().warn(result.reason().orElseThrow());
        try {
            report(result).write();
        } catch (IOException unwritable) {
            getLog().warn("The report cannot be written: " + unwritable.getMessage() + ".");
        }
    }

    /** What is reported at the end of this goal. */
    GoalReport report(GoalResult result) {
        return GoalReport.of(result, reports());
    }

    /** The files that this goal writes. */
    List<String> reportFiles() {
        return List.of(maven.execution().getGoal() + ".json");
    }

    /** What the build knows about this plugin. */
    final PluginProperties plugin() {
        return plugin;
    }

    /** The Maven that this goal runs in. */
    final MavenContext maven() {
        return maven;
    }

    /** Where the reports go. */
    final Path reports() {
        return maven.reportDirectory(reportDirectory);
    }

    private void write(GoalReport report, GoalResult result) throws MojoExecutionException {
        try {
            report.write();
        } catch (IOException unwritable) {
            String message = "The report cannot be written: " + unwritable.getMessage() + ".";
            if (result.status() == GoalResult.RunStatus.OK) {
                throw new MojoExecutionException(message, unwritable);
            }
            getLog().warn(message);
        }
    }

    private static void stop(FailureCode.FailureKind kind, String block)
            throws MojoExecutionException, MojoFailureException {
        switch (kind) {
            case MIGRATIONS -> throw new MojoFailureException(block);
            case ENVIRONMENT -> throw new MojoExecutionException(block);
        }
    }
}
