package io.github.claudenexus.mojo;

import io.github.claudenexus.report.GoalResult;
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
 * Starts the plugin's own PostgreSQL, empty, for what follows in this module: <code>migrate</code> and the integration
 * tests. It runs until <code>stop</code>, at the longest until Maven ends, and its data is deleted with it. Sets the
 * properties <code>nexus.databaseUrl</code>, <code>nexus.jdbcUrl</code>, <code>nexus.username</code>,
 * <code>nexus.password</code> and <code>nexus.passwordFile</code> of the project.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class StartMojo extends ReportedMojo {

    /**
     * The port to listen on, a number from 1 to 65535. Default: a free one. Where another program has it, the run fails
     * with <code>no-embedded-server</code>; anything else is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.port")
    private String port;

    /**
     * The major version of the PostgreSQL to start, <code>15</code>. Default: the newest. Where the plugin has no server
     * of that version the run fails with <code>no-embedded-server</code>.
     */
    @Parameter(property = "nexus.postgresVersion")
    private String postgresVersion;

    /** Made by Maven. */
    @Inject
    public StartMojo(
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
        return run.runServer(() -> new ServerGoal.StartServer(
                ParameterText.of("nexus.port", port).port(),
                ParameterText.of("nexus.postgresVersion", postgresVersion).major()));
    }
}
