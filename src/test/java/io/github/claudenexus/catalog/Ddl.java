package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A statement of statements.sql with what its comments say.
 *
 * @param kind what it is about
 * @param sql the statement, or a few that belong together
 * @param words {@code unchanged} (by it nothing changes), {@code fails} (it does, and yet leaves something),
 *     {@code since} (a version), {@code picture only} and {@code dump only} (who sees the change; and why)
 */
record Ddl(String kind, String sql, Map<String, String> words) {

    static List<Ddl> all() throws IOException {
        List<Ddl> statements = new ArrayList<>();
        String kind = "";
        for (String block : text().split("\n\\s*\n", -1)) {
            Map<String, String> words = new HashMap<>();
            List<String> sql = new ArrayList<>();
            for (String line : block.lines().toList()) {
                if (line.startsWith("-- ")) {
                    String[] word = line.substring(3).split(": ", 2);
                    words.put(word[0], word[word.length - 1]);
                } else {
                    sql.add(line);
                }
            }
            kind = words.getOrDefault("kind", kind);
            if (!sql.isEmpty()) {
                assertThat(words.keySet())
                        .as(block)
                        .isSubsetOf("unchanged", "fails", "since", "picture only", "dump only");
                statements.add(new Ddl(kind, String.join("\n", sql), words));
            }
        }
        return statements;
    }

    boolean runsOn(int major) {
        return Integer.parseInt(words.getOrDefault("since", "0")) <= major;
    }

    boolean fails() {
        return words.containsKey("fails");
    }

    /** Whether it makes something that can be dropped again. */
    boolean makes() {
        return !fails() && sql.matches("(?s)(CREATE (?!OR REPLACE)|ALTER (?!EXTENSION)[^;]* ADD ).*");
    }

    boolean changesPicture() {
        return !words.containsKey("unchanged") && !words.containsKey("dump only");
    }

    boolean changesDump() {
        return !words.containsKey("unchanged") && !words.containsKey("picture only");
    }

    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(Ddl.class.getResourceAsStream("statements.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
