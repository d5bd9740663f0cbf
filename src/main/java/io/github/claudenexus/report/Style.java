package io.github.claudenexus.report;

import io.github.claudenexus.history.MigrationState;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a console can show.
 *
 * @param color whether it understands ANSI colors
 * @param unicode whether it can show characters beyond ASCII
 * @param width how many characters of a line are ours, after Maven's prefix
 */
public record Style(boolean color, boolean unicode, int width) {

    /** ASCII without colors: for files, exceptions and plain terminals. */
    public static final Style PLAIN = new Style(false, false, 93);

    private static final String ESCAPE = "\u001b[";
    private static final String SAMPLE = "\u2713\u2717\u2500\u00b7\u2026";
    private static final int PREFIX = "[INFO] ".length();
    private static final int USUAL = 80;
    private static final int UNATTENDED = 100;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 120;

    /** The style of Maven's console. */
    public static Style of(Map<String, String> systemProperties) {
        boolean color = jansi("Ansi", "isEnabled").equals(true);
        return new Style(color, canShow(systemProperties), columns(systemProperties, color) - PREFIX);
    }

    // Every Maven from 3.5 to 4 switches Ansi on and off by -B, -l, --color and the terminal, and lets plugins see it.
    // Its
    // jar or its stand-in comes with Maven and is not a dependency of ours; not each has each method.
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
    private static int columns(Map<String, String> systemProperties, boolean terminal) {
        String exported = systemProperties.getOrDefault("env.COLUMNS", "");
        int columns = exported.matches("[1-9]\\d{1,3}")
                ? Integer.parseInt(exported)
                : jansi("AnsiConsole", "getTerminalWidth") instanceof Integer width && width > 0
                        ? width
                        : terminal ? USUAL : UNATTENDED;
        return Math.min(WIDEST, Math.max(NARROWEST, columns));
    }

    static boolean canShow(Map<String, String> systemProperties) {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "file.encoding")
                .map(name -> systemProperties.getOrDefault(name, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> Charset.isSupported(name)
                        && Charset.forName(name).newEncoder().canEncode(SAMPLE))
                .orElse(false);
    }

    /** Bold. */
    public String strong(String text) {
        return dress("1", text);
    }

    /** Faint: for what is not new. */
    public String faint(String text) {
        return dress("2", text);
    }

    /** Green: well done. */
    public String good(String text) {
        return dress("32", text);
    }

    /** Yellow: deserves attention. */
    public String attention(String text) {
        return dress("33", text);
    }

    /** Red: failed. */
    public String bad(String text) {
        return dress("31", text);
    }

    /** The color of a state. */
    String state(MigrationState state, String text) {
        return switch (state) {
            case APPLIED -> good(text);
            case PENDING -> attention(text);
            case CHANGED, MISSING, OUT_OF_ORDER, INTERRUPTED, HALF_UNDONE, TO_TAKE_OVER, AHEAD -> bad(text);
        };
    }

    /** A tick. */
    public String tick() {
        return unicode ? "\u2713" : "+";
    }

    /** A cross. */
    public String cross() {
        return unicode ? "\u2717" : "x";
    }

    /** A horizontal line, so many columns wide. */
    String line(int width) {
        return (unicode ? "\u2500" : "-").repeat(width);
    }

    /** What separates the parts of one line. */
    String dot() {
        return unicode ? " \u00b7 " : ", ";
    }

    /** What shows that something was cut off. */
    String ellipsis() {
        return unicode ? "\u2026" : "...";
    }

    private String dress(String code, String text) {
        return color && !text.isBlank() ? ESCAPE + code + "m" + text + ESCAPE + "m" : text;
    }
}
