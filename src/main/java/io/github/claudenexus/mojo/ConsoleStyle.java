package io.github.claudenexus.mojo;

import io.github.claudenexus.report.Style;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.stream.Stream;

/** Finds out what Maven's console can show. */
final class ConsoleStyle {

    private static final String SAMPLE = "\u2713\u2717\u2500\u00b7\u2026";

    private ConsoleStyle() {}

    static Style of(Map<String, String> system) {
        return new Style(mavenUsesColour(), canShow(system));
    }

    // Every Maven from 3.5 to 4 switches this class on and off by -B, -l, --color and the terminal, and lets plugins
    // see
    // it; its jar or its stand-in comes with Maven and is no dependency of ours.
    private static boolean mavenUsesColour() {
        try {
            return (boolean) Class.forName("org.fusesource.jansi.Ansi")
                    .getMethod("isEnabled")
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return false;
        }
    }

    static boolean canShow(Map<String, String> system) {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "file.encoding")
                .map(name -> system.getOrDefault(name, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> Charset.isSupported(name)
                        && Charset.forName(name).newEncoder().canEncode(SAMPLE))
                .orElse(false);
    }
}
