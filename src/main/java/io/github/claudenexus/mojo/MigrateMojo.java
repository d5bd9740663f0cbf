package io.github.claudenexus.mojo;

import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.report.EvidenceFile;
import io.github.claudenexus.session.RunSettings.Limits;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

/**
 * Applies the pending migrations to a PostgreSQL database, in order, each in one transaction with its history row.
 * Running it again does nothing.
 */
@Mojo(name = "migrate", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class MigrateMojo extends AbstractNexusMojo {

    /**
     * The version of the last migration to apply, <code>003</code> or <code>3</code>. Default: all. What is no version is
     * the failure <code>bad-parameter</code>, a version that no migration has is <code>unknown-migration</code>.
     */
    @Parameter(property = "nexus.target")
    private String target;

    /**
     * The version of the one migration to apply, if all before it are applied; otherwise the run fails with
     * <code>unknown-migration</code>. Default: all.
     */
    @Parameter(property = "nexus.only")
    private String only;

    /**
     * Whether the migration of <code>nexus.only</code> is applied a second time where it is applied: its up and its
     * online part run from their beginning, and the history keeps when it was applied before. Only for a Java migration
     * that declares <code>safeToRepeat</code>; otherwise the run fails with <code>not-repeatable</code>. Without
     * <code>nexus.only</code> it is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.again", defaultValue = "false")
    private boolean again;

    /**
     * Whether a class that has changed since it was applied stops the run, as a changed SQL file always does. Another
     * compiler may change a class's bytes without changing its meaning.
     */
    @Parameter(property = "nexus.strictClasses", defaultValue = "false")
    private boolean strictClasses;

    /**
     * Whether a pending migration is applied though one of a later version is applied already, as after a hotfix;
     * otherwise the run fails with <code>out-of-order</code>. The history keeps the order of application.
     */
    @Parameter(property = "nexus.allowOutOfOrder", defaultValue = "false")
    private boolean allowOutOfOrder;

    /**
     * The version up to which a database without a history is said to have everything: what is at or below it is recorded,
     * and this run applies nothing. For a database with a history, for a version above or below all, and where the
     * database has what a later migration creates, it is the failure <code>baseline</code>; beside
     * <code>nexus.target</code>, <code>nexus.only</code> or <code>nexus.takeOver=true</code> it is
     * <code>bad-parameter</code>. Default: none.
     */
    @Parameter(property = "nexus.baseline")
    private String baseline;

    /**
     * What becomes of the history of another tool (Flyway, MyBatis Migrations, golang-migrate, dbmate, Diesel, sqlx) in a
     * database that has none of this plugin's: <code>true</code> checks it against the files and records it here, and
     * this run applies nothing, nor does one that finds nothing to take over, which fails with <code>take-over</code>;
     * <code>false</code> begins with the first migration, whatever is there. Default: the run fails with
     * <code>take-over</code> and shows what it would take over. The other table is left as it is. Anything else is the
     * failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.takeOver")
    private String takeOver;

    /**
     * The <code>rollback-check.json</code> of a run of <code>rollback-check</code> that must cover what is to be
     * applied: the same migrations, rehearsed, passed, on a server of the same major version. Otherwise the run fails
     * with <code>evidence</code> before anything is changed. Default: none is demanded.
     */
    @Parameter(property = "nexus.requireEvidence")
    private File requireEvidence;

    /**
     * How long to wait for another runner that is at work on the same database, written as
     * <code>nexus.lockTimeout</code>. Then the run fails with <code>lock-held</code>.
     */
    @Parameter(property = "nexus.wait", defaultValue = "5m")
    private String wait;

    /**
     * How long to wait for a server that does not answer yet or is starting,
     * written as <code>nexus.lockTimeout</code>. Then the run fails with <code>unreachable</code> or
     * <code>unfit-server</code>.
     */
    @Parameter(property = "nexus.connectWait", defaultValue = "0s")
    private String connectWait;

    /** Made by Maven. */
    @Inject
    public MigrateMojo(
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
        return new Goal.Migrate(
                new PlanRequest(
                        ParameterText.of("nexus.target", target).version(),
                        ParameterText.of("nexus.only", only).version(),
                        strictClasses,
                        again,
                        allowOutOfOrder,
                        ParameterText.of("nexus.takeOver", takeOver).others()),
                ParameterText.of("nexus.baseline", baseline).version(),
                Optional.ofNullable(requireEvidence).map(File::toPath).map(EvidenceFile::read),
                ParameterText.of("nexus.connectWait", connectWait).duration(Duration.ZERO));
    }

    @Override
    Duration waitForRunner() {
        return ParameterText.of("nexus.wait", wait).duration(Limits.DEFAULT.waitForRunner());
    }
}
