package io.github.claudenexus.jdbc;

import java.util.List;
import java.util.Map;

/**
 * Where the database is and how to log in, from whatever source; holds no secret in the clear when printed.
 *
 * @param server host, port and database
 * @param user the role
 * @param password its password, if one was given
 * @param driver what the JDBC driver is told, by its own names ({@code sslmode}, {@code connectTimeout})
 * @param session what is SET once connected, by PostgreSQL's names ({@code application_name}, {@code search_path})
 */
public record ConnectionSettings(
        Server server, String user, Secret password, Map<String, String> driver, Map<String, String> session) {

    /** Copies the maps. */
    public ConnectionSettings {
        driver = Map.copyOf(driver);
        session = Map.copyOf(session);
    }

    /** The database without secrets: {@code postgresql://user@host:5432/name}. */
    public String describe() {
        return "postgresql://" + user + "@" + server;
    }

    /** What must never be printed, for a {@link Scrubber}. */
    public List<Secret> secrets() {
        return List.of(password, Secret.of(driver.getOrDefault("sslpassword", "")));
    }

    @Override
    public String toString() {
        return describe();
    }

    /**
     * The address.
     *
     * @param host a name or an address, IPv6 without brackets
     * @param port its port
     * @param database the database's name
     */
    public record Server(String host, int port, String database) {

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + database;
        }
    }
}
