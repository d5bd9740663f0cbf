package io.github.claudenexus.mojo;

import io.github.claudenexus.report.Style;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.stream.Stream;

/** Finds out what Maven's console can show. */
final class ConsoleStyle {

    private static final String SAMPLE = "\u2713\u2717\u2500\u00b7\u2026";

    private static final int PREFIX = "[INFO] ".length();
    private static final int USUAL = 80;
    private static final int UNATTENDED = 100;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 120;

    private ConsoleStyle() {}

    static Style of(Map<String, String> system) {
        boolean colour = jansi("Ansi", "isEnabled").equals(true);
        return new Style(colour, canShow(system), columns(system, colour) - PREFIX);
    }

    // Every Maven from 3.5 to 4 switches Ansi on and off by -B, -l, --color and the terminal, and lets plugins see it;
    // its jar or its stand-in comes with Maven and is no dependency of ours. Not each has each method.
    private static Object jansi(String type, String method) {
        try {
            return Class.forName("org.fusesource.jansi." + type)
                    .getMethod(method)
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return "unknown";
        }
    }

    /** COLUMNS where it is exported, else the terminal's own width, else what most terminals have; a file has room. */
    private static int columns(Map<String, String> system, boolean terminal) {
        String exported = system.getOrDefault("env.COLUMNS", "");
        int columns = exported.matches("[1-9]\\d{1,3}")
                ? Integer.parseInt(exported)
                : jansi("AnsiConsole", "getTerminalWidth") instanceof Integer width && width > 0
                        ? width
                        : terminal ? USUAL : UNATTENDED;
        return Math.min(WIDEST, Math.max(NARROWEST, columns));
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
