package io.github.claudenexus.mojo;

import java.time.Duration;
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
 * Shows what is applied, pending, changed, missing, out of order, interrupted or ahead. Changes nothing and takes no
 * lock.
 */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public final class StatusMojo extends AbstractNexusMojo {

    /**
     * For a release gate: fails with <code>pending</code> when a migration is not applied, and with what
     * <code>migrate</code> would say when class path and history disagree.
     */
    @Parameter(property = "nexus.failOnPending", defaultValue = "false")
    private boolean failOnPending;

    /**
     * How long to wait for a server that does not answer yet or is starting,
     * written as <code>nexus.lockTimeout</code>. Then the run fails with <code>unreachable</code> or
     * <code>unfit-server</code>.
     */
    @Parameter(property = "nexus.connectWait", defaultValue = "0s")
    private String connectWait;

    /** Made by Maven. */
    @Inject
    public StatusMojo(
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
        return new Goal.Status(
                failOnPending,
                ParameterText.of("nexus.connectWait", connectWait).duration(Duration.ZERO));
    }
}
