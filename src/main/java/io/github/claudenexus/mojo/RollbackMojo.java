package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.report.EvidenceFile;
import io.github.claudenexus.session.RunSettings.Limits;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

/**
 * Undoes applied migrations by their downs, the one that was applied last first, each in one transaction with the removal
 * of its history row. Where one of them may not be undone, none is.
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends AbstractNexusMojo {

    private static final String NONE = "none";

    /**
     * The version that stays: every migration above it is undone. <code>none</code>: all are. What is no version is the
     * failure <code>bad-parameter</code>, a version that is not applied is <code>unknown-migration</code>. Default: none;
     * this or <code>nexus.count</code> must be given, and not both.
     */
    @Parameter(property = "nexus.target")
    private String target;

    /**
     * How many migrations are undone, of those that were applied last. Default: none; this or <code>nexus.target</code>
     * must be given, and not both. Anything but a number from 1 is the failure <code>bad-parameter</code>, a number
     * above that of the applied migrations is <code>unknown-migration</code>.
     */
    @Parameter(property = "nexus.count")
    private String count;

    /**
     * Whether migrations are undone that lose data, as they declare or as the evidence shows. Without it such a run fails
     * with <code>data-loss</code> before anything is changed.
     */
    @Parameter(property = "nexus.allowDataLoss", defaultValue = "false")
    private boolean allowDataLoss;

    /**
     * Whether it is only said what would be undone, or why nothing may be. Nothing is changed, and no lock is taken.
     */
    @Parameter(property = "nexus.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * The <code>rollback-check.json</code> of a run of <code>rollback-check</code> that must cover what is to be undone:
     * the same migrations with the same downs, rehearsed, on a server of the same major version. Otherwise the run fails
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
    public RollbackMojo(
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
        return new Goal.Rollback(
                new RollbackRequest(extent(), allowDataLoss, Optional.empty()),
                dryRun,
                Optional.ofNullable(requireEvidence).map(File::toPath).map(EvidenceFile::read),
                ParameterText.of("nexus.connectWait", connectWait).duration(Duration.ZERO));
    }

    private RollbackRequest.Extent extent() {
        ParameterText downTo = ParameterText.of("nexus.target", target);
        ParameterText last = ParameterText.of("nexus.count", count);
        if (downTo.text().isPresent() == last.text().isPresent()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            downTo.text().isPresent()
                                    ? "Both nexus.target and nexus.count say how far to roll back."
                                    : "Neither nexus.target nor nexus.count says how far to roll back.",
                            "Give one of them: -Dnexus.target=<version> undoes every migration above that version,"
                                    + " -Dnexus.target=none all of them, -Dnexus.count=<n> the n that were applied last.")
                    .exception();
        }
        if (last.text().isPresent()) {
            return new RollbackRequest.Last(last.count());
        }
        return downTo.text().orElseThrow().equalsIgnoreCase(NONE)
                ? new RollbackRequest.All()
                : new RollbackRequest.DownTo(downTo.version().orElseThrow());
    }

    @Override
    Duration waitForRunner() {
        return ParameterText.of("nexus.wait", wait).duration(Limits.DEFAULT.waitForRunner());
    }
}
