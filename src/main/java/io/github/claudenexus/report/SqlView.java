package io.github.claudenexus.report;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A SQL file of a migration on the page for browsers, the statements marked that something was found at.
 *
 * @param head what it is: {@code Up: db/migration/001-a.sql}
 * @param parts its statements, and how much is left out between them
 */
record SqlView(String head, List<ShownStatement> parts) {

    // A dump, or rows written as INSERTs, must not make a page that no browser opens.
    private static final int LONGEST_STATEMENT = 4_000;
    private static final int LONGEST_SCRIPT = 40_000;

    /**
     * A statement, or how much is left out.
     *
     * @param id its id on the page; empty where statements are left out
     * @param style its style class
     * @param line its line
     * @param text the statement; or how much is left out
     */
    record ShownStatement(String id, String style, int line, String text) {}

    /** Up and down; empty for a migration in Java, whose statements are not known before it runs. */
    static List<SqlView> of(CheckReport report, MigrationView migration) {
        Set<String> marked = migration.findings().stream()
                .flatMap(finding -> anchor(migration, finding).stream())
                .collect(Collectors.toSet());
        List<SqlView> views = new ArrayList<>();
        scripts(migration).forEach((part, script) -> {
            String head = Phrases.capital(part) + ": " + report.source(script.file());
            views.add(new SqlView(head, parts(statements(part, migration, script), marked)));
        });
        return views;
    }

    private static Map<String, SqlScript> scripts(MigrationView migration) {
        Map<String, SqlScript> scripts = new LinkedHashMap<>();
        if (migration.migration() instanceof SqlMigration sql) {
            scripts.put("up", sql.up());
            sql.down().ifPresent(down -> scripts.put("down", down));
        }
        return scripts;
    }

    /** The statements by their ids on the page. */
    private static Map<String, Statement> statements(String part, MigrationView migration, SqlScript script) {
        Map<String, Statement> byId = new LinkedHashMap<>();
        for (Statement statement : script.statements()) {
            SourcePosition start = statement.start();
            byId.put(part + "-" + migration.name() + "-" + start.line() + "-" + start.column(), statement);
        }
        return byId;
    }

    /**
     * The id of the statement that a finding is about, if it is shown. An error inside of a statement has a position of its
     * own: the statement is the last of the file that begins before it, be it of up or of down.
     */
    static Optional<String> anchor(MigrationView migration, FindingView finding) {
        Optional<SourcePosition> at = finding.place().position().filter(SourcePosition::isInFile);
        return scripts(migration).entrySet().stream()
                .filter(script -> finding.place().origin().stream()
                        .anyMatch(script.getValue().file()::equals))
                .flatMap(script -> statements(script.getKey(), migration, script.getValue()).entrySet().stream())
                .filter(one -> at.stream().anyMatch(it -> one.getValue().start().compareTo(it) <= 0))
                .max(Comparator.comparing(one -> one.getValue().start()))
                .map(Map.Entry::getKey);
    }

    private static List<ShownStatement> parts(Map<String, Statement> statements, Set<String> marked) {
        List<String> ids = List.copyOf(statements.keySet());
        List<ShownStatement> parts = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int room = LONGEST_SCRIPT;
        for (int at = 0; at < ids.size(); at++) {
            String id = ids.get(at);
            Statement statement = Objects.requireNonNull(statements.get(id));
            room -= Math.min(LONGEST_STATEMENT, statement.shown().length());
            List<String> around = ids.subList(Math.max(0, at - 1), Math.min(ids.size(), at + 2));
            if (room >= 0 || around.stream().anyMatch(marked::contains)) {
                parts.addAll(gap(leftOut));
                leftOut.clear();
                String style = marked.contains(id) ? "sql marked" : "sql";
                parts.add(new ShownStatement(id, style, statement.start().line(), shortened(statement.shown())));
            } else {
                leftOut.add(statement.shown());
            }
        }
        parts.addAll(gap(leftOut));
        return parts;
    }

    private static List<ShownStatement> gap(List<String> leftOut) {
        if (leftOut.isEmpty()) {
            return List.of();
        }
        int count = leftOut.size();
        String text = String.format(
                Locale.ROOT,
                "%,d %s left out, %,d characters.",
                count,
                count == 1 ? "statement is" : "statements are",
                leftOut.stream().mapToLong(String::length).sum());
        return List.of(new ShownStatement("", "", 0, text));
    }

    private static String shortened(String sql) {
        int more = sql.length() - LONGEST_STATEMENT;
        return more <= 0
                ? sql + ";"
                : sql.substring(0, LONGEST_STATEMENT)
                        + String.format(Locale.ROOT, "\n(%,d more characters are left out)", more);
    }
}
