package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.PgEnvironment.Login;
import io.github.claudenexus.testing.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** Servers of settings.xml, decrypted by Maven's own component with a master password of the test's own. */
@MojoTest
class SettingsServerTest {

    private static final String FILE = "settings.security";
    private static final String MASTER = "the master's";
    private static final String SECRET = "s3cret & more";

    private final DefaultPlexusCipher cipher = new DefaultPlexusCipher();

    @Inject
    private MavenSession session;

    private Path folder;

    @BeforeEach
    void aMasterPassword(@TempDir Path place) throws Exception {
        folder = place;
        Path file = Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + cipher.encryptAndDecorate(MASTER, FILE)
                        + "</master></settingsSecurity>");
        System.setProperty(FILE, file.toString());
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty(FILE);
    }

    private void servers(Server... servers) {
        session.getRequest().setServers(Arrays.asList(servers));
    }

    private static Server server(String id, @Nullable String user, @Nullable String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        return server;
    }

    @Test
    void anEncryptedPasswordIsDecrypted(@InjectMojo(goal = "status") StatusMojo mojo) throws Exception {
        servers(server("other", "x", "y"), server("db", "ada", cipher.encryptAndDecorate(SECRET, MASTER)));

        Login login = SettingsServer.login(" db ", mojo.maven()).orElseThrow();

        assertThat(login.user()).isEqualTo("ada");
        assertThat(login.password().reveal()).isEqualTo(SECRET);
        assertThat(login.toString()).doesNotContain(SECRET);
    }

    @Test
    void aPlainPasswordIsUsed(@InjectMojo(goal = "status") StatusMojo mojo) {
        servers(server("db", "ada", "pl}a{in"), server("file", "bob", null));

        assertThat(login("db", mojo).orElseThrow().password().reveal()).isEqualTo("pl}a{in");
        assertThat(login("file", mojo).orElseThrow().password().isEmpty()).isTrue();
        assertThat(login(" ", mojo)).isEmpty();
        assertThat(login(null, mojo)).isEmpty();
    }

    @Test
    void anUnknownIdIsSaidWithThoseThereAre(@InjectMojo(goal = "status") StatusMojo mojo) {
        servers(server("a", "u", "s3cret"), server("b", "u", "s3cret"));

        Failure refused = Refusal.of(
                () -> login("db", mojo),
                FailureCode.BAD_PARAMETER,
                "nexus.server: settings.xml has no <server> with the id \"db\".");
        assertThat(refused.hint()).isEqualTo("It has a, b.");
    }

    @Test
    void aServerWithoutAUserIsNoLogin(@InjectMojo(goal = "status") StatusMojo mojo) {
        servers(server("db", null, "s3cret"));

        assertThatThrownBy(() -> login("db", mojo))
                .hasMessage("nexus.server: the <server> \"db\" of settings.xml has no <username>.")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{c2hvcnQ=}", "{COQLCE6DU6GtcS5P=}", "{AVvnAyrM1+Tm+Tq6bDC5Q3Q3yzqNWQmLrHtqWQfEfyo=}"})
    void onePasswordThatCannotBeDecryptedIsNotShown(String password, @InjectMojo(goal = "status") StatusMojo mojo) {
        servers(server("db", "ada", password));

        assertUndecryptable(mojo, password);
    }

    @Test
    void anEncryptedPasswordWithoutAMasterPasswordIsRefused(@InjectMojo(goal = "status") StatusMojo mojo)
            throws Exception {
        String password = cipher.encryptAndDecorate(SECRET, MASTER);
        servers(server("db", "ada", password));
        Files.delete(folder.resolve("settings-security.xml"));

        assertUndecryptable(mojo, password);
    }

    private static void assertUndecryptable(StatusMojo mojo, String password) {
        NexusException thrown = catchThrowableOfType(NexusException.class, () -> login("db", mojo));
        assertThat(thrown)
                .hasMessageStartingWith(
                        "nexus.server: the password of the <server> \"db\" of settings.xml cannot be decrypted")
                .hasNoCause();
        assertThat(thrown.toString()).doesNotContain(password.replaceAll("[{}]", ""), SECRET);
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_PARAMETER);
        assertThat(thrown.failure().hint()).contains("mvn --encrypt-password");
    }

    private static Optional<Login> login(@Nullable String id, StatusMojo mojo) {
        return SettingsServer.login(id, mojo.maven());
    }
}
