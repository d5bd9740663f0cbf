package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.PgEnvironment.Login;
import io.github.claudenexus.jdbc.Scrubber;
import io.github.claudenexus.jdbc.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** A {@code <server>} of settings.xml, as a login. */
final class SettingsServer {

    private static final Pattern ENCRYPTED = Pattern.compile("(?s).*\\{.+}.*");
    private static final String DECRYPTION = "Encrypt it again with the master password of this machine, which Maven"
            + " keeps in settings-security.xml next to settings.xml: mvn --encrypt-password.";

    private SettingsServer() {}

    /**
     * Its user and password, decrypted; empty when none is named.
     *
     * @param id the id; blank is none
     */
    static Optional<Login> login(@Nullable String id, MavenContext maven) {
        return ParameterText.of("nexus.server", id).text().map(name -> login(find(name, maven), maven));
    }

    private static Server find(String id, MavenContext maven) {
        List<Server> servers = maven.session().getRequest().getServers();
        return servers.stream()
                .filter(server -> id.equals(server.getId()))
                .findFirst()
                .orElseThrow(() -> bad(
                        "settings.xml has no <server> with the id \"" + id + "\"",
                        servers.isEmpty()
                                ? "It has no <server> at all."
                                : "It has "
                                        + servers.stream().map(Server::getId).collect(Collectors.joining(", ")) + "."));
    }

    private static Login login(Server server, MavenContext maven) {
        String written = Objects.toString(server.getPassword(), "");
        SettingsDecryptionResult result = maven.decrypter().decrypt(new DefaultSettingsDecryptionRequest(server));
        String user = Objects.toString(result.getServer().getUsername(), "");
        String password = Objects.toString(result.getServer().getPassword(), "");
        if (user.isBlank()) {
            throw bad(
                    "the <server> \"" + server.getId() + "\" of settings.xml has no <username>",
                    "Give it one; a password by itself belongs into libpq's password file.");
        }
        Optional<String> problem = result.getProblems().stream()
                .filter(found -> found.getSeverity() != SettingsProblem.Severity.WARNING)
                .map(found -> Objects.toString(found.getMessage(), ""))
                .findFirst();
        boolean left = password.equals(written) && ENCRYPTED.matcher(written).matches();
        if (problem.isPresent() || left) {
            String why = problem.map(SettingsServer::plain).orElse("");
            Scrubber scrubber = Scrubber.of(Secret.of(written), Secret.of(written.replaceAll("[{}]", "")));
            throw bad(
                    scrubber.scrub("the password of the <server> \"" + server.getId()
                            + "\" of settings.xml cannot be decrypted" + why),
                    DECRYPTION);
        }
        return new Login(user, Secret.of(password));
    }

    /** What Maven says is wrong, without the names of its classes. */
    private static String plain(String problem) {
        String said = problem.replaceAll("[\\w.$]+Exception: ", "")
                .replaceAll("\\s+", " ")
                .strip();
        return ": " + said.replaceFirst("^Failed to decrypt password for server [^:]*: ", "");
    }

    private static NexusException bad(String message, String hint) {
        return Failure.of(FailureCode.BAD_PARAMETER, "nexus.server: " + message, hint)
                .exception();
    }
}
