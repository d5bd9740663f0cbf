package io.github.claudenexus.jdbc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the database is and how to log in, from whatever source; holds no secret in the clear when printed.
 *
 * @param server hosts, ports and database
 * @param user the role
 * @param password its password on every host, if one was given; a host's own one comes before it
 * @param driver the JDBC driver's properties, by its own names ({@code sslmode}, {@code connectTimeout}), and the times
 *     of {@link KeepAliveSocketFactory}, by libpq's
 * @param session what is SET once connected, by PostgreSQL's names ({@code application_name}, {@code search_path})
 */
public record ConnectionSettings(
        Server server, String user, Secret password, Map<String, String> driver, Map<String, String> session) {

    /** Copies the maps. */
    public ConnectionSettings {
        driver = Map.copyOf(driver);
        session = Map.copyOf(session);
    }

    /** The database without secrets: {@code postgresql://user@host:5432/name}, with every host. */
    public String describe() {
        return "postgresql://" + user + "@" + server;
    }

    /** What must never be printed, for a {@link Scrubber}. */
    public List<Secret> secrets() {
        return Stream.concat(
                        Stream.of(password, Secret.of(driver.getOrDefault("sslpassword", ""))),
                        server.hosts().stream().map(Host::password).filter(secret -> !secret.isEmpty()))
                .toList();
    }

    /** What may be printed whatever the secrets are. */
    List<String> names() {
        return Stream.concat(
                        Stream.of(user, server.database()),
                        server.hosts().stream().map(Host::name))
                .toList();
    }

    /** The same login to another database of the same hosts. */
    public ConnectionSettings to(String database) {
        return new ConnectionSettings(
                new Server(server.hosts(), database, server.choice()), user, password, driver, session);
    }

    /** The same for one host alone. */
    ConnectionSettings only(Host host) {
        return new ConnectionSettings(
                new Server(List.of(host.withoutPassword()), server.database(), server.choice()),
                user,
                host.password().isEmpty() ? password : host.password(),
                driver,
                session);
    }

    @Override
    public String toString() {
        return describe();
    }

    /**
     * The address, or several of which one is chosen.
     *
     * @param hosts at least one, in the order in which they are tried
     * @param database the database's name
     * @param choice which of them is taken
     */
    public record Server(List<Host> hosts, String database, Choice choice) {

        /** Copies the list. */
        public Server {
            hosts = List.copyOf(hosts);
        }

        /** One host, whatever it is. */
        public Server(String host, int port, String database) {
            this(List.of(new Host(host, port, Secret.NONE)), database, Choice.FIRST);
        }

        /** The first host's name. */
        public String host() {
            return hosts.get(0).name();
        }

        /** The first host's port. */
        public int port() {
            return hosts.get(0).port();
        }

        @Override
        public String toString() {
            return hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + "/" + database;
        }
    }

    /**
     * One host.
     *
     * @param name a name or an address, IPv6 without brackets
     * @param port its port
     * @param password the role's password on this host, where it has one of its own
     */
    public record Host(String name, int port, Secret password) {

        /** The same, with no password of its own. */
        Host withoutPassword() {
            return new Host(name, port, Secret.NONE);
        }

        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    /**
     * Which host is taken.
     *
     * @param session what its sessions must be
     * @param random whether they are tried in random order
     */
    public record Choice(TargetSession session, boolean random) {

        /** The first that answers. */
        public static final Choice FIRST = new Choice(TargetSession.ANY, false);
    }
}
