package io.github.claudenexus.jdbc;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** What each parameter means here: libpq's names, and for {@code jdbc:} URLs pgjdbc's own. */
final class Parameters {

    /** Puts one value where it belongs. */
    interface Meaning extends BiConsumer<SettingsDraft, NamedValue> {}

    private static final int LONGEST_TIMEOUT = 86_400;
    // What Linux takes.
    private static final int MOST_SECONDS = 32_767;
    private static final int MOST_QUESTIONS = 127;

    private static final Map<String, Meaning> MAPPED = Map.ofEntries(
            entry("host", (draft, value) -> draft.hosts.names(value)),
            entry("hostaddr", (draft, value) -> draft.hosts.addresses(value)),
            entry("port", (draft, value) -> draft.hosts.ports(value)),
            entry("dbname", (draft, value) -> draft.database = value.text()),
            entry("user", (draft, value) -> draft.user = value.text()),
            entry("password", (draft, value) -> draft.password = Secret.of(value.text())),
            entry("passfile", (draft, value) -> draft.passwordFile = Optional.of(value.text())),
            entry("connect_timeout", Parameters::connectTimeout),
            entry("application_name", session("application_name")),
            entry(
                    "fallback_application_name",
                    (draft, value) -> draft.session.putIfAbsent("application_name", value.text())),
            entry("options", (draft, value) -> draft.session.putAll(StartupOptions.parse(value))),
            entry("target_session_attrs", (draft, value) -> draft.wanted = value.among(TargetSession.LIBPQ)),
            entry(
                    "load_balance_hosts",
                    (draft, value) -> draft.random = value.among(Map.of("disable", false, "random", true))),
            entry("keepalives", driver("tcpKeepAlive", NamedValue::flag)),
            entry(KeepAliveSocketFactory.IDLE, number(KeepAliveSocketFactory.IDLE, MOST_SECONDS)),
            entry(KeepAliveSocketFactory.INTERVAL, number(KeepAliveSocketFactory.INTERVAL, MOST_SECONDS)),
            entry(KeepAliveSocketFactory.COUNT, number(KeepAliveSocketFactory.COUNT, MOST_QUESTIONS)),
            entry("ssl", (draft, value) -> {
                if (value.flag().equals("true")) {
                    draft.driver.putIfAbsent("sslmode", "require");
                }
            }),
            entry("sslmode", driver("sslmode", Parameters::sslMode)),
            entry("sslcert", driver("sslcert")),
            entry("sslkey", driver("sslkey")),
            entry("sslpassword", driver("sslpassword")),
            entry("sslrootcert", Parameters::rootCertificate),
            entry("sslnegotiation", driver("sslNegotiation")),
            entry("channel_binding", driver("channelBinding")),
            entry("gssencmode", driver("gssEncMode")),
            entry("gsslib", driver("gsslib")),
            entry("krbsrvname", driver("kerberosServerName")),
            entry("require_auth", driver("requireAuth")));

    /** libpq's names on which nothing depends: the driver speaks UTF-8, and Java lacks tcp_user_timeout. */
    private static final List<String> IGNORED =
            List.of("client_encoding", "tcp_user_timeout", "sslcompression", "sslsni");

    /** pgjdbc's names that go to the driver as they are. */
    private static final List<String> PASSED = List.of(
            "binaryTransfer",
            "cancelSignalTimeout",
            "channelBinding",
            "gssEncMode",
            "gsslib",
            "jaasApplicationName",
            "jaasLogin",
            "kerberosServerName",
            "localSocketAddress",
            "loginTimeout",
            "pemKeyAlgorithm",
            "preferQueryMode",
            "requireAuth",
            "scramMaxIterations",
            "socketTimeout",
            "ssl",
            "sslfactory",
            "sslNegotiation",
            "sslResponseTimeout",
            "stringtype",
            "tcpKeepAlive",
            "tcpNoDelay",
            "useSpnego");

    private static final String REVOCATION = "the driver reads no revocation lists";
    private static final String TLS =
            "Java chooses the TLS versions; MAVEN_OPTS=-Djdk.tls.client.protocols=… limits them";
    private static final String OAUTH = "the driver does not log in by OAuth";
    private static final String KEYS = "the driver logs in with the password itself";
    private static final String PROTOCOL = "the driver speaks version 3.0 of the protocol";

    /** What the driver cannot do, and to leave it out could be to log in less safely; each with the values that ask for nothing. */
    private static final Map<String, Meaning> REFUSED_OF_LIBPQ = Map.ofEntries(
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
    private static final Map<String, Meaning> REFUSED_OF_JDBC = List.of(
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

    private static final Map<String, Meaning> LIBPQ = libpq();
    private static final Map<String, Meaning> JDBC = jdbc();

    private Parameters() {}

    static Optional<Meaning> libpq(String name) {
        return Optional.ofNullable(LIBPQ.get(name));
    }

    static Optional<Meaning> jdbc(String name) {
        return Optional.ofNullable(JDBC.get(name));
    }

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

    private static Map<String, Meaning> libpq() {
        Map<String, Meaning> names = new HashMap<>(MAPPED);
        IGNORED.forEach(name -> names.put(name, Parameters::ignore));
        names.putAll(REFUSED_OF_LIBPQ);
        return names;
    }

    private static Map<String, Meaning> jdbc() {
        Map<String, Meaning> names = new HashMap<>(LIBPQ);
        PASSED.forEach(name -> names.put(name, driver(name)));
        names.putAll(REFUSED_OF_JDBC);
        names.put("targetServerType", (draft, value) -> draft.wanted = value.among(TargetSession.JDBC));
        names.put(
                "loadBalanceHosts",
                (draft, value) -> draft.random = value.flag().equals("true"));
        names.put("ApplicationName", session("application_name"));
        names.put("connectTimeout", Parameters::connectTimeout);
        names.put("currentSchema", session("search_path"));
        // The rest of what the driver knows speeds up an application or makes it talk; a run decides that for itself.
        for (PGProperty property : PGProperty.values()) {
            names.putIfAbsent(property.getName(), Parameters::ignore);
        }
        return names;
    }

    private static void ignore(SettingsDraft draft, NamedValue value) {}

    private static Meaning session(String name) {
        return (draft, value) -> draft.session.put(name, value.text());
    }

    private static Meaning driver(String name) {
        return driver(name, NamedValue::text);
    }

    private static Meaning number(String name, int most) {
        return driver(name, value -> String.valueOf(value.number(0, most)));
    }

    private static Meaning driver(String name, Function<NamedValue, String> translation) {
        return (draft, value) -> draft.driver.put(name, translation.apply(value));
    }

    // libpq's limit is for all of connecting, pgjdbc's connectTimeout for the socket alone.
    private static void connectTimeout(SettingsDraft draft, NamedValue value) {
        String seconds = String.valueOf(value.number(0, LONGEST_TIMEOUT));
        draft.driver.put("connectTimeout", seconds);
        draft.driver.put("loginTimeout", seconds);
    }

    private static String sslMode(NamedValue value) {
        List<String> modes = List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
        Map<String, String> same = new HashMap<>();
        if (value.text().equals("no-verify")) {
            throw value.bad(
                    "is not a mode of libpq's",
                    "no-verify of node-postgres is sslmode=require here: encrypted, with no look at the certificate.");
        }
        modes.forEach(mode -> same.put(mode, mode));
        return value.among(same);
    }

    private static void rootCertificate(SettingsDraft draft, NamedValue value) {
        if (value.text().equals("system")) {
            draft.driver.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            draft.driver.putIfAbsent("sslmode", "verify-full");
        } else {
            draft.driver.put("sslrootcert", value.text());
        }
    }
}
