package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Parameters.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database URL as people write it; what is wrong with one is said without repeating any of it. */
public final class DatabaseUrl {

    private static final Pattern OURS =
            Pattern.compile("(jdbc:)?postgres(?:ql)?:(//)?(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ANOTHER = Pattern.compile(
            "((?:jdbc:)?[a-z][a-z0-9+.-]{0,30})://.*|(jdbc:[a-z0-9]{1,30}):.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");
    private static final String URL_HINT = "A URL is postgresql://user:password@host:5432/database;"
            + " in user and password, % is written %25, / is %2F, @ is %40, : is %3A, ? is %3F and # is %23.";
    private static final String PARAMETER_HINT = "Correct the parameter, or take it out of the URL.";

    private final String url;
    private final boolean jdbc;
    private final SettingsDraft draft;

    /** Of a URL that messages call so: {@code database URL}. */
    private DatabaseUrl(String url, boolean jdbc) {
        this.url = url;
        this.jdbc = jdbc;
        this.draft = new SettingsDraft(whole(url));
    }

    /**
     * Reads a {@code postgresql://}, {@code postgres://} or {@code jdbc:postgresql://} URL by libpq's rules, and no
     * password from elsewhere.
     *
     * @param url the URL
     * @param systemUser who runs this, the role when the URL names none
     * @throws NexusException when it cannot be understood, saying which part and never what it is
     */
    public static ConnectionSettings parse(String url, String systemUser) {
        return draft(url, "database URL").finish(systemUser);
    }

    /**
     * What a URL says.
     *
     * @param written the URL
     * @param url what messages call it: {@code database URL from DATABASE_URL in the environment}
     */
    static SettingsDraft draft(String written, String url) {
        String text = written.strip();
        if (text.startsWith("\"") || text.startsWith("'")) {
            throw whole(url).bad("is wrapped in quotation marks; take them away");
        }
        if (text.contains("${")) {
            throw whole(url).bad("has a ${…} in it: a property that has no value");
        }
        Matcher ours = OURS.matcher(text);
        if (!ours.matches()) {
            throw notOurs(text, url);
        }
        boolean jdbc = ours.group(1) != null;
        boolean hasAuthority = ours.group(2) != null;
        if (!jdbc && !hasAuthority) {
            throw whole(url).bad("has no // after its scheme");
        }
        DatabaseUrl parser = new DatabaseUrl(url, jdbc);
        parser.read(hasAuthority ? ours.group(3) : "/" + ours.group(3).replaceFirst("^/", ""));
        return parser.draft;
    }

    private static NexusException notOurs(String text, String url) {
        Matcher another = ANOTHER.matcher(text);
        if (!another.matches()) {
            return whole(url).bad("has no scheme; it must begin with postgresql://");
        }
        String scheme = Optional.ofNullable(another.group(1)).orElseGet(() -> another.group(2));
        return Failure.of(
                        FailureCode.NOT_POSTGRESQL,
                        "The " + url + " has the scheme \"" + scheme + "\"; only PostgreSQL can be migrated",
                        "Begin it with postgresql://, postgres:// or jdbc:postgresql://.")
                .exception();
    }

    private static NamedValue whole(String url) {
        return new NamedValue("The " + url, "", URL_HINT);
    }

    private NamedValue part(String name, String encoded) {
        return value("The " + name, encoded, URL_HINT);
    }

    private NamedValue value(String name, String encoded, String hint) {
        return new NamedValue(name + " in the " + url, encoded, hint).decoded();
    }

    private void read(String text) {
        int question = text.indexOf('?');
        String hierarchy = question < 0 ? text : text.substring(0, question);
        int slash = hierarchy.indexOf('/');
        String authority = slash < 0 ? hierarchy : hierarchy.substring(0, slash);
        String path = slash < 0 ? "" : hierarchy.substring(slash + 1);
        if (path.contains("@") || path.contains("/")) {
            throw part("database name", "").bad("has a / or @ that is not percent-encoded, or the password has");
        }
        readAuthority(authority);
        if (!path.isEmpty()) {
            draft.database = part("database name", path).text();
        }
        if (question >= 0) {
            readParameters(text.substring(question + 1));
        }
    }

    private void readAuthority(String authority) {
        // The last @, so that one in the password that was not encoded does no harm.
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            int colon = login.indexOf(':');
            draft.user =
                    part("user", colon < 0 ? login : login.substring(0, colon)).text();
            draft.password = Secret.of(part("password", colon < 0 ? "" : login.substring(colon + 1))
                    .text());
        }
        readHosts(authority.substring(at + 1));
    }

    private void readHosts(String addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String address : addresses.split(",", -1)) {
            int end = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
            if (end == 0 && address.startsWith("[")) {
                throw part("host", "").bad("has no closing bracket");
            }
            int length = end < 0 ? address.length() : end;
            hosts.add(host(address.substring(0, length)));
            ports.add(port(address.substring(length)));
        }
        draft.hosts.names(part("host", "").with(String.join(",", hosts)));
        draft.hosts.ports(part("port", "").with(String.join(",", ports)));
    }

    private String host(String written) {
        NamedValue host = part("host", written.replaceAll("^\\[(.*)]$", "$1"));
        return host.text().isEmpty() ? "" : host.host();
    }

    private String port(String written) {
        if (written.startsWith(":") && written.indexOf(':', 1) > 0) {
            throw part("host", "").bad("has more than one colon; write an IPv6 address in brackets");
        }
        if (!written.isEmpty() && !written.startsWith(":")) {
            throw part("host", "").bad("has something other than a port after its bracket");
        }
        return written.isEmpty() ? "" : part("port", written.substring(1)).text();
    }

    private void readParameters(String query) {
        // After a password with a ? or & that was not encoded, what looks like a name may be half the password.
        boolean surelyName = !query.contains("@");
        for (String pair : query.split("&", 0)) {
            if (!pair.isEmpty()) {
                readParameter(pair, surelyName);
                surelyName &= !pair.contains("password=");
            }
        }
    }

    private void readParameter(String pair, boolean surelyName) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw value("A parameter", "", URL_HINT).bad("has no value");
        }
        String name = part("name of a parameter", pair.substring(0, equals)).text();
        Meaning meaning =
                (jdbc ? Parameters.jdbc(name) : Parameters.libpq(name)).orElseThrow(() -> unknown(name, surelyName));
        NamedValue value = value("The parameter \"" + name + "\"", pair.substring(equals + 1), PARAMETER_HINT);
        meaning.accept(draft, value);
    }

    private NexusException unknown(String name, boolean surelyName) {
        NamedValue value = surelyName && NAME.matcher(name).matches()
                ? value("The parameter \"" + name + "\"", "", PARAMETER_HINT)
                : value("A parameter", "", URL_HINT);
        return Parameters.hint(name)
                .map(hint -> value.bad("is not known", hint))
                .orElseGet(() -> value.bad("is not known"));
    }
}
