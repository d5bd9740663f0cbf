package io.github.claudenexus.jdbc;

import io.github.claudenexus.jdbc.ConnectionSettings.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Settings while they are being read: what is still empty gets libpq's default in the end. */
final class SettingsDraft {

    private static final int DEFAULT_PORT = 5432;

    String host = "";
    String address = "";
    int port = DEFAULT_PORT;
    String database = "";
    String user = "";
    Secret password = Secret.NONE;
    final Map<String, String> driver = new HashMap<>();
    final Map<String, String> session = new HashMap<>();

    /** Without a password when none was written. */
    ConnectionSettings finish(String systemUser) {
        return finish(systemUser, login -> Secret.NONE);
    }

    /** With the password of libpq's password file when none was written. */
    ConnectionSettings finish(PgEnvironment environment) {
        return finish(environment.systemUser(), environment::password);
    }

    private ConnectionSettings finish(String systemUser, Function<List<String>, Secret> passwords) {
        String role = user.isEmpty() ? systemUser : user;
        String name = host.isEmpty() ? "localhost" : host;
        Server server = new Server(address.isEmpty() ? name : address, port, database.isEmpty() ? role : database);
        // The file knows a server by the name that was written, not by the address given beside it.
        String known = host.isEmpty() ? server.host() : host;
        Secret secret = password.isEmpty()
                ? passwords.apply(List.of(known, String.valueOf(port), server.database(), role))
                : password;
        return new ConnectionSettings(server, role, secret, driver, session);
    }
}
