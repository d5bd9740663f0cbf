package io.github.claudenexus.mojo;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.server.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.project.MavenProject;

/**
 * The server of a module, from its goal start to its goal stop. Properties of the project tell of it to all that runs
 * in the module meanwhile.
 *
 * @param build the build that started it
 * @param project the module
 * @param server the server
 * @param before what the properties were before
 */
record StartedServer(MavenExecutionRequest build, MavenProject project, PostgresServer server, Properties before) {

    /** Where a database of such a server is set, in words. */
    static final String SOURCE = "nexus:start";

    private static final String URL = "nexus.databaseUrl";
    private static final String JDBC_URL = "nexus.jdbcUrl";
    private static final String USERNAME = "nexus.username";
    private static final String PASSWORD = "nexus.password";
    private static final String PASSWORD_FILE = "nexus.passwordFile";

    /** The properties. */
    static final Set<String> PROPERTIES = Set.of(URL, JDBC_URL, USERNAME, PASSWORD, PASSWORD_FILE);

    // By their folders. A process that outlives its builds, as that of mvnd does, may have some of a build that broke
    // off.
    private static final Map<Path, StartedServer> ALL = new ConcurrentHashMap<>();

    /** The one that this module has now. */
    static Optional<StartedServer> of(MavenContext maven) {
        return Optional.ofNullable(ALL.get(folder(maven)))
                .filter(it -> it.build == maven.session().getRequest());
    }

    /** Starts one for this module, which has none. */
    static StartedServer start(MavenContext maven, Path binaries, OptionalInt port) {
        Optional.ofNullable(ALL.get(folder(maven))).ifPresent(StartedServer::stop);
        PostgresServer server = PostgresServer.forTests(binaries, folder(maven), port);
        Properties properties = maven.project().getProperties();
        Properties before = new Properties();
        before.putAll(properties);
        ConnectionSettings settings = server.settings();
        String address = settings.server().toString();
        properties.setProperty(URL, settings.describe());
        properties.setProperty(JDBC_URL, "jdbc:postgresql://" + address);
        properties.setProperty(USERNAME, settings.user());
        properties.setProperty(PASSWORD, settings.password().reveal());
        properties.setProperty(PASSWORD_FILE, server.passwordFile().toString());
        StartedServer started = new StartedServer(maven.session().getRequest(), maven.project(), server, before);
        ALL.put(folder(maven), started);
        return started;
    }

    /** Stops it; the properties are as they were. */
    void stop() {
        ALL.values().remove(this);
        for (String name : PROPERTIES) {
            Optional.ofNullable(before.getProperty(name))
                    .ifPresentOrElse(
                            value -> project.getProperties().setProperty(name, value),
                            () -> project.getProperties().remove(name));
        }
        server.close();
    }

    private static Path folder(MavenContext maven) {
        return maven.buildDirectory().resolve("nexus/integration-test");
    }
}
