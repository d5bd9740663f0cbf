package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.NexusException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every URL here is wrong or leads nowhere, and none of what comes of it may show the password. */
class LeakTest {

    private static final String SECRET = "Tr0ub4dor&zürich";
    private static final String ENCODED = "Tr0ub4dor%26z%C3%BCrich";

    static Stream<String> urls() {
        return Stream.of(
                        "postgresql://u:$@127.0.0.1:1/d",
                        "postgresql://u:$@127.0.0.1:1/d?sslmode=require",
                        "jdbc:postgresql://u:$@127.0.0.1:1/d",
                        "jdbc:postgresql://127.0.0.1:1/d?user=u&password=$",
                        "postgresql://127.0.0.1:1/d?user=u&sslpassword=$",
                        "postgresql://u:$@no-such-host.invalid/d",
                        "postgresql://u:$@127.0.0.1:99999/d",
                        "postgresql://u:$@127.0.0.1:port/d",
                        "postgresql://u:$:$@[::1/d",
                        "postgresql://u:$%zz@h/d",
                        "postgresql://u:$%ff@h/d",
                        "postgresql://u:x/$@h/d",
                        "postgresql://u:1/$@h/d",
                        "postgresql://u:1?$@h/d",
                        "postgresql://u:1?$=1@h/d",
                        "postgresql://u:1?a=$@h/d",
                        "postgresql://u:$@a,b/d",
                        "postgresql://u:$@a b/d",
                        "postgresql://h/d?$=1",
                        "postgresql://h/d?port=$",
                        "postgresql://h/d?sslmode=$",
                        "postgresql://h/d?options=$",
                        "postgresql://h/d?connect_timeout=$",
                        "postgresql://u:$@h:/d/$",
                        "postgresql://u:$@h/d?nonsense=$",
                        "postgresql:u:$@h/d",
                        "mysql://u:$@h/d",
                        "jdbc:mysql://u:$@h/d",
                        "u:$@h/d",
                        "//u:$@h/d",
                        "'postgresql://u:$@h/d'",
                        "postgresql://u:$${x}@h/d")
                .flatMap(url -> Stream.of(url.replace("$", ENCODED), url.replace("$", SECRET.replace("&", "%26"))));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void noPasswordIsShown(String url) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        // ConsoleHandler keeps the stream it was made with, so what is logged has a handler of its own.
        StreamHandler logged = new StreamHandler(printed, new java.util.logging.SimpleFormatter());
        logged.setLevel(java.util.logging.Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(logged);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        NexusException thrown;
        try {
            thrown = catchThrowableOfType(NexusException.class, () -> Connector.open(DatabaseUrl.parse(url, "me"))
                    .close());
        } finally {
            System.setErr(before);
            logged.flush();
            root.removeHandler(logged);
        }
        assertThat(thrown).isNotNull();
        String everything = printed.toString(StandardCharsets.UTF_8) + thrown + thrown.failure() + trace(thrown);
        assertThat(everything.toLowerCase(Locale.ROOT)).doesNotContain(forms());
    }

    private static List<String> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        SECRET,
                        ENCODED,
                        "Tr0ub4dor",
                        "rich",
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes))
                .map(form -> form.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
