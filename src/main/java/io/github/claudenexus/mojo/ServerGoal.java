package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What a goal does that has to do with a server and not with migrations. */
sealed interface ServerGoal {

    /** Does it, and says on which database. */
    DatabaseInfo run(MavenContext maven, PluginProperties plugin, RunLog log);

    /**
     * Starts the plugin's own PostgreSQL for what follows in this module.
     *
     * @param port the port to listen on, where that is set
     * @param major the version of PostgreSQL, where that is set
     */
    record StartServer(OptionalInt port, OptionalInt major) implements ServerGoal {

        @Override
        public DatabaseInfo run(MavenContext maven, PluginProperties plugin, RunLog log) {
            StartedServer.of(maven).ifPresent(running -> {
                throw Failure.of(
                                FailureCode.ALREADY_STARTED,
                                "A server was started in this build for "
                                        + maven.project().getArtifactId() + " already: "
                                        + running.server().settings().describe(),
                                "Bind start once, or nexus:stop before the second.")
                        .exception();
            });
            maven.commandLine().databaseUrl().ifPresent(given -> {
                throw Failure.of(
                                FailureCode.BAD_PARAMETER,
                                "-D" + CommandLine.DATABASE_URL + " on the command line names the database of this"
                                        + " build, and nexus:start would start another",
                                "Leave it out; or let a property of the POM set <skip> of start and stop, and give"
                                        + " that too.")
                        .exception();
            });
            ServerBinaries binaries = new ServerBinaries(maven, plugin);
            Path jar = major.isPresent() ? binaries.resolve(major.getAsInt(), log::warns) : binaries.resolve();
            StartedServer started = StartedServer.start(maven, jar, port);
            ConnectionSettings settings = started.server().settings();
            log.hideSecretsOf(settings);
            log.opens(settings.describe(), StartedServer.SOURCE);
            log.tell("Its password is in " + started.server().passwordFile());
            return DatabaseInfo.chosen(settings.describe(), StartedServer.SOURCE);
        }
    }

    /** Stops it. */
    record StopServer() implements ServerGoal {

        @Override
        public DatabaseInfo run(MavenContext maven, PluginProperties plugin, RunLog log) {
            StartedServer running = StartedServer.of(maven).orElseThrow(() -> Failure.of(
                            FailureCode.NOT_STARTED,
                            "No server was started in this build for "
                                    + maven.project().getArtifactId(),
                            "Bind start in the same module, before stop. A server of another Maven has ended"
                                    + " with it.")
                    .exception());
            String address = running.server().settings().describe();
            log.opens(address, StartedServer.SOURCE);
            running.stop();
            return DatabaseInfo.chosen(address, StartedServer.SOURCE);
        }
    }
}
