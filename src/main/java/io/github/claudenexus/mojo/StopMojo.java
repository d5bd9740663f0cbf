package io.github.claudenexus.mojo;

import io.github.claudenexus.report.GoalResult;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

/** Stops the server that <code>start</code> has started in this module, and deletes its data. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends ReportedMojo {

    /** Made by Maven. */
    @Inject
    public StopMojo(
            MavenProject project,
            MavenSession session,
            MojoExecution execution,
            RepositorySystem repositories,
            ProjectDependenciesResolver dependencies,
            SettingsDecrypter decrypter) {
        super(new MavenContext(project, session, execution, repositories, dependencies, decrypter));
    }

    @Override
    GoalResult run(GoalRun run) {
        return run.runServer(ServerGoal.StopServer::new);
    }
}
