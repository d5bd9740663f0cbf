package io.github.claudenexus.mojo;

import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.report.GoalReport;
import io.github.claudenexus.report.GoalResult;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

/**
 * Proves each migration on a throw-away PostgreSQL: it applies, it can be run again, its down restores catalog and rows,
 * up works again after down; and tells which locks it takes. With a target configured what is pending there is judged,
 * or all where nothing is; the target itself is only read.
 */
@Mojo(
        name = "rollback-check",
        requiresDependencyResolution = ResolutionScope.TEST,
        requiresProject = false,
        threadSafe = true)
public final class RollbackCheckMojo extends AbstractNexusMojo {

    /**
     * What fails the build, separated by commas: verdicts (<code>up-failed</code>, <code>verify-failed</code>,
     * <code>down-failed</code>, <code>loses-data</code>, <code>leaves-trace</code>, <code>not-resumable</code>,
     * <code>fails-on-rows</code>, <code>irreversible</code>, <code>not-idempotent</code>, <code>no-down</code>,
     * <code>fails-on-some-rows</code>, <code>column-order-only</code>), <code>locks</code> for lock findings that are
     * errors, or the one word <code>none</code>. Default: <code>up-failed</code> to <code>irreversible</code>, and
     * <code>locks</code>. <code>not-idempotent</code> of a migration that declares <code>safeToRepeat</code> fails the
     * build always but with <code>none</code>. Anything else is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.failOn")
    private List<String> failOn;

    /**
     * The versions of the migrations that may be irreversible, and ranges of them, separated by commas:
     * <code>004,011-020,-002</code> for 004, 011 to 020, and all up to 002. Default: none. Anything else is the failure
     * <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.allowIrreversible")
    private List<String> allowIrreversible;

    /**
     * The server to rehearse on, written as <code>databaseUrl</code>: any database of it but the target, by a role that
     * may create databases. Databases named <code>nexus_rehearsal_…</code> are made there and dropped. Also
     * <code>-Dnexus.scratchUrl</code>; a password is better kept in libpq's password file. Default: the plugin's own
     * PostgreSQL, of the target's major version.
     */
    @Parameter
    private String scratchUrl;

    /**
     * From how many bytes on a relation of the target is so large that a lock finding on it is an error:
     * <code>500MB</code>, <code>2GB</code>; a bare number is bytes. Anything else is the failure
     * <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.bigTable", defaultValue = "100MB")
    private String bigTable;

    /**
     * Which migrations are judged: <code>all</code>, or <code>pending</code> for those that the target does not have.
     * Default: <code>all</code> without a target, and where the target has every migration already; else
     * <code>pending</code>. With <code>pending</code> and nothing pending the run is skipped, with a warning. Anything
     * else is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.judge")
    private String judge;

    /**
     * Which rows the rehearsal has: <code>generated</code> for those of seed files, and rows made from the catalog in
     * each table that has none; <code>seeds</code> for those of seed files alone; <code>none</code> for neither. What
     * migrations write is there always. Anything else is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.rows", defaultValue = "generated")
    private String rows;

    /**
     * The major version of the PostgreSQL to rehearse on, <code>15</code>. Default: the target's, and without a target
     * the newest, or that of the server of <code>scratchUrl</code>. Where it is another than the target's or that
     * server's, the run fails with <code>bad-parameter</code>; where the plugin has no server of that version, with
     * <code>no-embedded-server</code>.
     */
    @Parameter(property = "nexus.postgresVersion")
    private String postgresVersion;

    /**
     * Shows every finding, warnings and information too. By default the console has one line a migration, at most four
     * for what fails the build, and counts the warnings; the files of the report have all in either case.
     */
    @Parameter(property = "nexus.verbose", defaultValue = "false")
    private boolean verbose;

    /** Made by Maven. */
    @Inject
    public RollbackCheckMojo(
            MavenProject project,
            MavenSession session,
            MojoExecution execution,
            RepositorySystem repositories,
            ProjectDependenciesResolver dependencies,
            SettingsDecrypter decrypter) {
        super(new MavenContext(project, session, execution, repositories, dependencies, decrypter));
    }

    @Override
    Goal goal() {
        return new Goal.RollbackCheck(
                gate(),
                scratchUrl,
                ParameterText.of("nexus.bigTable", bigTable).bytes(100_000_000),
                ParameterText.of("nexus.judge", judge).judge(),
                ParameterText.of("nexus.rows", rows).rows(),
                ParameterText.of("nexus.postgresVersion", postgresVersion).major());
    }

    private Gate gate() {
        return new Gate(
                ListParameter.words("nexus.failOn", failOn, Gate.DEFAULT, Gate.words()),
                ListParameter.versions("nexus.allowIrreversible", allowIrreversible));
    }

    @Override
    GoalReport report(GoalResult result) {
        return GoalReport.ofCheck(result, maven().facts(result), verbose, reports());
    }

    @Override
    List<String> reportFiles() {
        return GoalReport.filesOfCheck();
    }
}
