package io.github.claudenexus.jdbc;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Session settings as SQL. */
public final class SessionSettings {

    private SessionSettings() {}

    /**
     * One SELECT that sets them all for the session; needed again after RESET ALL.
     *
     * @param settings by PostgreSQL's names, at least one
     */
    public static String sql(Map<String, String> settings) {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> "set_config(" + literal(setting.getKey()) + ", " + literal(setting.getValue())
                                + ", false)")
                        .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    /** A text as a literal of SQL, which means the same whatever standard_conforming_strings is. */
    public static String literal(String text) {
        String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted : quoted;
    }
}
