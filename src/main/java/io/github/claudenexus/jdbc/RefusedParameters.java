package io.github.claudenexus.jdbc;

import static java.util.Map.entry;

import io.github.claudenexus.jdbc.Parameters.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parameters that ask for what the driver cannot do; to leave them out could be to log in less safely. */
final class RefusedParameters {

    private static final String REVOCATION = "the driver reads no revocation lists";
    private static final String TLS =
            "Java chooses the TLS versions; MAVEN_OPTS=-Djdk.tls.client.protocols=… limits them";
    private static final String OAUTH = "the driver does not log in by OAuth";
    private static final String KEYS = "the driver logs in with the password itself";
    private static final String PROTOCOL = "the driver speaks version 3.0 of the protocol";

    /** libpq's, each with the values that ask for nothing. */
    static final Map<String, Meaning> LIBPQ = Map.ofEntries(
            entry("gssdelegation", unless(Set.of("0"), "the driver delegates no credentials")),
            entry("max_protocol_version", unless(Set.of("3.0", "3.2", "latest"), PROTOCOL)),
            entry("min_protocol_version", unless(Set.of("3.0"), PROTOCOL)),
            entry("oauth_client_id", refuse(OAUTH)),
            entry("oauth_client_secret", refuse(OAUTH)),
            entry("oauth_issuer", refuse(OAUTH)),
            entry("oauth_scope", refuse(OAUTH)),
            entry(
                    "replication",
                    unless(Set.of("false", "off", "no", "0"), "a replication connection runs no migrations")),
            entry("requirepeer", refuse("it checks the owner of a Unix socket, and Java connects by TCP only")),
            entry("scram_client_key", refuse(KEYS)),
            entry("scram_server_key", refuse(KEYS)),
            entry("service", refuse("name the service in PGSERVICE, with no database URL")),
            entry("servicefile", refuse("name the file in PGSERVICEFILE, and the service in PGSERVICE")),
            entry("sslcertmode", unless(Set.of("allow"), "the driver sends a certificate when it is asked for one")),
            entry("sslcrl", refuse(REVOCATION)),
            entry("sslcrldir", refuse(REVOCATION)),
            entry("sslkeylogfile", refuse("the driver writes no such log")),
            entry("ssl_min_protocol_version", refuse(TLS)),
            entry("ssl_max_protocol_version", refuse(TLS)));

    /** pgjdbc's names of classes, which this plugin does not have. */
    static final Map<String, Meaning> JDBC = List.of(
                    "authenticationPluginClassName",
                    "socketFactory",
                    "socketFactoryArg",
                    "sslfactoryarg",
                    "sslhostnameverifier",
                    "sslpasswordcallback",
                    "xmlFactoryFactory")
            .stream()
            .collect(Collectors.toMap(
                    Function.identity(), name -> refuse("it names a class, and the plugin has no class but its own")));

    private static final String SEARCH_PATH = "For a search path write options=-c%20search_path%3D<schema>, or"
            + " currentSchema=<schema> in a URL that begins with jdbc:. For the history's schema set nexus.schema.";
    private static final String OF_A_POOL =
            "It is for the client's own pool, and a run has one connection: take it out of the URL.";
    private static final String OF_A_CLIENT =
            "Another client reads it, and PostgreSQL has no such parameter: take it out" + " of the URL.";

    /** What to do about parameters of other clients: Prisma, SQLAlchemy, Doctrine, Rails, node-postgres, Npgsql. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            entry("schema", SEARCH_PATH),
            entry("search_path", SEARCH_PATH),
            entry("searchpath", SEARCH_PATH),
            entry("schema_search_path", SEARCH_PATH),
            entry("currentschema", SEARCH_PATH),
            entry(
                    "pgbouncer",
                    "Behind a pooler in transaction mode migrations cannot run: take it out, and name the"
                            + " server itself, or a pool in session mode."),
            entry("connection_limit", OF_A_POOL),
            entry("pool_timeout", OF_A_POOL),
            entry("pool_size", OF_A_POOL),
            entry("pool", OF_A_POOL),
            entry("pooling", OF_A_POOL),
            entry("serverversion", OF_A_CLIENT),
            entry("charset", OF_A_CLIENT),
            entry("encoding", OF_A_CLIENT),
            entry("adapter", OF_A_CLIENT),
            entry("uselibpqcompat", OF_A_CLIENT),
            entry("statement_timeout", "Write it as options=-c%20statement_timeout%3D<milliseconds>."),
            entry("lock_timeout", "Set nexus.lockTimeout."));

    private RefusedParameters() {}

    /** What to do about a parameter of another client; empty for one that no other is known to have either. */
    static Optional<String> hint(String name) {
        return Optional.ofNullable(OTHERS.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Meaning refuse(String why) {
        return unless(Set.of(), why);
    }

    private static Meaning unless(Set<String> harmless, String why) {
        return (draft, value) -> {
            if (!harmless.contains(value.text())) {
                throw value.bad("is not supported: " + why);
            }
        };
    }
}
