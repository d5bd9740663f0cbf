package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.server.Platform;
import io.github.claudenexus.server.ServerVersions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Has Maven fetch the one artifact that holds PostgreSQL's binaries for this machine. */
final class ServerBinaries {

    private static final String GROUP = "io.zonky.test.postgres";

    private final MavenContext maven;
    private final PluginProperties plugin;

    ServerBinaries(MavenContext maven, PluginProperties plugin) {
        this.maven = maven;
        this.plugin = plugin;
    }

    /** The artifact's file, of the newest server. */
    Path resolve() {
        return resolve(plugin.servers().newest().version());
    }

    /**
     * The artifact's file, of a server's major version.
     *
     * @param major the first part of the server's version
     * @param warnings gets a line when there is no such server yet, and the newest is taken
     * @throws NexusException when there is none, or it cannot be fetched
     */
    Path resolve(int major, Consumer<String> warnings) {
        ServerVersions.ChosenVersion choice = plugin.servers().of(major);
        choice.warning().ifPresent(warnings);
        return resolve(choice.version());
    }

    private Path resolve(String version) {
        String artifactId = Platform.current().artifactId();
        Artifact artifact = new DefaultArtifact(GROUP, artifactId, "jar", version);
        List<RemoteRepository> remotes = maven.project().getRemotePluginRepositories();
        try {
            return maven.repositories()
                    .resolveArtifact(
                            maven.session().getRepositorySession(), new ArtifactRequest(artifact, remotes, null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException missing) {
            String name = GROUP + ":" + artifactId + ":" + version;
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "The plugin's own PostgreSQL is not available: " + name + " is not in the local repository"
                                    + (maven.session().isOffline()
                                            ? ", and Maven is offline."
                                            : " and could not be fetched."),
                            "Fetch it once, online: mvn dependency:get -Dartifact=" + name)
                    .exception(missing);
        }
    }
}
