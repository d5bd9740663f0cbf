package io.github.claudenexus.jdbc;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

    private static final Map<String, Meaning> LIBPQ = libpq();
    private static final Map<String, Meaning> JDBC = jdbc();

    private Parameters() {}

    static Optional<Meaning> libpq(String name) {
        return Optional.ofNullable(LIBPQ.get(name));
    }

    static Optional<Meaning> jdbc(String name) {
        return Optional.ofNullable(JDBC.get(name));
    }

    private static Map<String, Meaning> libpq() {
        Map<String, Meaning> names = new HashMap<>(MAPPED);
        IGNORED.forEach(name -> names.put(name, Parameters::ignore));
        names.putAll(RefusedParameters.LIBPQ);
        return names;
    }

    private static Map<String, Meaning> jdbc() {
        Map<String, Meaning> names = new HashMap<>(LIBPQ);
        PASSED.forEach(name -> names.put(name, driver(name)));
        names.putAll(RefusedParameters.JDBC);
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
