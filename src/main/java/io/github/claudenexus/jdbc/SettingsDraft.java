package io.github.claudenexus.jdbc;

import io.github.claudenexus.jdbc.ConnectionSettings.Server;
import java.util.HashMap;
import java.util.Map;

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

    ConnectionSettings finish(String systemUser) {
        String role = user.isEmpty() ? systemUser : user;
        String name = host.isEmpty() ? "localhost" : host;
        Server server = new Server(address.isEmpty() ? name : address, port, database.isEmpty() ? role : database);
        return new ConnectionSettings(server, role, password, driver, session);
    }
}
