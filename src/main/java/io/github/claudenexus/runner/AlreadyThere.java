package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.SqlTokens;
import io.github.claudenexus.jdbc.ServerMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the up of a SQL file found already there, and its down would drop: the server says the one, the file the other. */
final class AlreadyThere {

    private static final Set<String> STATES = Set.of("42P07", "42701", "42710");
    private static final Pattern SKIPPED =
            Pattern.compile("([\\p{L} ]+) \"(.+?)\" (?:of relation \"(.+?)\" )?already exists, skipping\\.?");
    private static final List<String> RELATIONS = List.of("table", "index", "view", "sequence");
    private static final int ALL = Integer.MAX_VALUE - 1;
    private static final int HEAD = 6;
    // DROP COLUMN IF EXISTS s.name
    private static final int AFTER_DROP = 6;

    private AlreadyThere() {}

    /** What a notice to a statement of the migration says was there, as the history notes it. */
    static Optional<String> of(DiscoveredMigration migration, String sql, ServerMessage notice) {
        if (!STATES.contains(notice.sqlState()) || !(migration instanceof SqlMigration file)) {
            return Optional.empty();
        }
        Matcher skipped = SKIPPED.matcher(notice.text());
        if (!skipped.matches()) {
            return Optional.of(notice.text());
        }
        String name = skipped.group(2);
        boolean dropped = file.down().stream()
                .flatMap(down -> down.statements().stream())
                .anyMatch(statement -> drops(words(statement.sql(), ALL), name));
        String shown = skipped.group(3) == null ? name : skipped.group(3) + "." + name;
        return dropped ? Optional.of(kind(skipped.group(1), sql) + " " + shown) : Optional.empty();
    }

    private static String kind(String said, String sql) {
        return said.equals("relation")
                ? words(sql, HEAD).stream()
                        .filter(RELATIONS::contains)
                        .findFirst()
                        .orElse(said)
                : said;
    }

    private static boolean drops(List<String> words, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (!words.isEmpty() && words.get(0).equals("drop")) {
            return words.contains(folded);
        }
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).equals("drop")
                    && words.subList(at, Math.min(words.size(), at + AFTER_DROP))
                            .contains(folded)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String sql, int most) {
        return SqlTokens.first(sql, most).stream()
                .map(token -> token.replace("\"", "").toLowerCase(Locale.ROOT))
                .toList();
    }
}
