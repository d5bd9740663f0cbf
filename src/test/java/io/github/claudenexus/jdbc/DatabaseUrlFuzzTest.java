package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings.Choice;
import io.github.claudenexus.jdbc.ConnectionSettings.Host;
import io.github.claudenexus.jdbc.ConnectionSettings.Server;
import io.github.claudenexus.testing.Fuzz;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DatabaseUrlFuzzTest {

    private static final List<String> TEXT = List.of(
            "a", "Z", "ü", "€", "😀", "0", " ", "%", "+", "/", "?", "#", "@", ":", "&", "=", ",", "[", "]", "'", "$",
            "\\");

    /** Letters that no message of ours has in a row, and what has a meaning in a URL. */
    private static final List<String> PASSWORD = List.of(
            "Q", "Z", "J", "QJ", "ZQ", "JZ", "/", "?", "#", "@", ":", "&", "=", ",", "%51", "%2F", "%", "[", "+");

    private static final List<String> PARTS = List.of(
            "postgres",
            "postgresql",
            "jdbc:",
            "mysql",
            ":",
            "//",
            "/",
            "@",
            ",",
            "[::1]",
            "[",
            "]",
            "h",
            "5432",
            "?",
            "&",
            "=",
            "host",
            "port",
            "user",
            "password",
            "sslmode",
            "options",
            "-c",
            "require",
            "%",
            "%41",
            "%zz",
            " ",
            "ü",
            "\n",
            "\0",
            "${x}",
            "\"",
            "target_session_attrs",
            "read-write",
            "connect_timeout",
            "99999");

    private static final Pattern HEX = Pattern.compile("%..");
    private static final Pattern LEAK = Pattern.compile("[QZJ]{2}");

    @Test
    void whatIsWrittenIsRead() {
        Fuzz.check(random -> {
            ConnectionSettings settings = settings(random);
            ConnectionSettings read = DatabaseUrl.parse(write(settings, random.nextBoolean()), "me");

            assertThat(plain(read)).isEqualTo(plain(settings));
        });
    }

    @Test
    void noPartOfThePasswordIsShown() {
        Fuzz.check(random -> {
            String password = Fuzz.some(random, 12, PASSWORD) + "QZ";
            String rest = Fuzz.some(random, 8, PARTS);
            String url =
                    Fuzz.one(random, "postgresql://u:", "postgres://u:", "jdbc:postgresql://u:", "mysql://u:", "u:")
                            + (random.nextBoolean() ? password : encode(password))
                            + Fuzz.one(random, "@h", "@h:5432/d", "@h/d?", "@", "@a,b/")
                            + rest;
            holdsNoSecret(password, url);
            holdsNoSecret(password, "postgresql://h/d?password=" + password + Fuzz.one(random, "", "&" + rest));
        });
    }

    private static void holdsNoSecret(String password, String url) {
        String shown;
        try {
            shown = DatabaseUrl.parse(url, "me").describe();
        } catch (NexusException refused) {
            assertThat(refused).hasNoCause();
            shown = refused.getMessage() + refused.failure();
        }
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        assertThat(LEAK.matcher(shown).find()).as("%s shows %s", url, shown).isFalse();
        assertThat(shown).doesNotContain(encode(password), Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void anyTextIsReadOrRefused() {
        Fuzz.check(random -> {
            String url = Fuzz.some(random, 14, random.nextBoolean() ? PARTS : TEXT);
            try {
                ConnectionSettings settings = DatabaseUrl.parse(Fuzz.one(random, "", "postgresql://") + url, "me");
                assertThat(settings.server().hosts()).isNotEmpty().allMatch(host -> host.port() > 0);
            } catch (NexusException refused) {
                assertThat(refused.failure().hint()).isNotEmpty();
            }
        });
    }

    @Test
    void everyFormOfASecretIsRedacted() {
        Fuzz.check(random -> {
            String secret = Fuzz.some(random, 10, TEXT) + "Q7JQ";
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String form = Fuzz.one(
                    random,
                    secret,
                    encode(secret),
                    HEX.matcher(encode(secret)).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)),
                    URLEncoder.encode(secret, StandardCharsets.UTF_8),
                    Base64.getEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            String text = "<" + form + ">" + form + ".";

            assertThat(Scrubber.of(Secret.of(secret)).scrub(text)).isEqualTo("<***>***.");
        });
    }

    private static ConnectionSettings settings(Random random) {
        List<Host> hosts = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            String name = Fuzz.one(random, "h", "db.example.com", "10.0.0.1", "::1", "fe80::1%eth0", "bücher.example");
            hosts.add(new Host(name, 1 + random.nextInt(65_535), Secret.NONE));
        }
        Map<String, String> driver = new TreeMap<>();
        Map<String, String> session = new TreeMap<>();
        if (random.nextBoolean()) {
            driver.put("sslmode", Fuzz.one(random, "disable", "prefer", "verify-full"));
            driver.put("sslpassword", "x" + Fuzz.some(random, 5, TEXT));
        }
        if (random.nextBoolean()) {
            session.put("application_name", Fuzz.some(random, 5, TEXT));
            session.put("search_path", "x" + Fuzz.some(random, 5, TEXT));
        }
        TargetSession wanted = Fuzz.one(random, TargetSession.LIBPQ.values().toArray(TargetSession[]::new));
        return new ConnectionSettings(
                new Server(hosts, "d" + Fuzz.some(random, 6, TEXT), new Choice(wanted, random.nextBoolean())),
                "u" + Fuzz.some(random, 6, TEXT),
                Secret.of(Fuzz.some(random, 6, TEXT)),
                driver,
                session);
    }

    private static String write(ConnectionSettings settings, boolean inAuthority) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        StringBuilder authority = new StringBuilder();
        for (Host host : settings.server().hosts()) {
            names.add(host.name());
            ports.add(String.valueOf(host.port()));
            String name = encode(host.name());
            authority
                    .append(authority.isEmpty() ? "" : ",")
                    .append(host.name().contains(":") ? "[" + name.replace("%3A", ":") + "]" : name)
                    .append(":")
                    .append(host.port());
        }
        String login =
                encode(settings.user()) + ":" + encode(settings.password().reveal()) + "@";
        StringBuilder url = new StringBuilder("postgresql://" + login + (inAuthority ? authority : "") + "/"
                + encode(settings.server().database()) + "?target_session_attrs="
                + settings.server().choice().session());
        if (!inAuthority) {
            url.append("&host=").append(encode(String.join(",", names)));
            url.append("&port=").append(encode(String.join(",", ports)));
        }
        url.append(settings.server().choice().random() ? "&load_balance_hosts=random" : "");
        settings.driver().forEach((name, value) -> url.append("&" + name + "=" + encode(value)));
        settings.session().forEach((name, value) -> {
            String escaped = value.replaceAll("([\\\\\\s])", "\\\\$1");
            url.append(name.equals("application_name") ? "&application_name=" + encode(value) : "")
                    .append(name.equals("search_path") ? "&options=" + encode("-c search_path=" + escaped) : "");
        });
        return url.toString();
    }

    private static Object plain(ConnectionSettings settings) {
        return List.of(
                settings.server(),
                settings.user(),
                settings.password().reveal(),
                settings.driver(),
                settings.session());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
