package io.github.claudenexus.report;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        if (!(migration.migration() instanceof SqlMigration sql)) {
            return List.of();
        }
        Set<String> marked = migration.findings().stream()
                .flatMap(finding -> anchor(migration, finding).stream())
                .collect(Collectors.toSet());
        List<SqlView> views = new ArrayList<>();
        views.add(view(report, "Up", sql.up(), ids("up", migration, sql.up()), marked));
        sql.down().ifPresent(down -> views.add(view(report, "Down", down, ids("down", migration, down), marked)));
        return views;
    }

    /** The id of the statement that a finding is about, if it is shown. */
    static Optional<String> anchor(MigrationView migration, FindingView finding) {
        if (!(migration.migration() instanceof SqlMigration sql)) {
            return Optional.empty();
        }
        String origin = finding.place().origin().orElse("");
        if (sql.up().file().equals(origin)) {
            return anchor(sql.up(), ids("up", migration, sql.up()), finding);
        }
        return sql.down()
                .filter(down -> down.file().equals(origin))
                .flatMap(down -> anchor(down, ids("down", migration, down), finding));
    }

    // An error inside of a statement has a position of its own: the statement is the last that begins before it.
    private static Optional<String> anchor(SqlScript script, List<String> ids, FindingView finding) {
        Optional<SourcePosition> position = finding.place().position().filter(SourcePosition::isInFile);
        long before = script.statements().stream()
                .filter(statement ->
                        position.stream().anyMatch(at -> statement.start().compareTo(at) <= 0))
                .count();
        return before == 0 ? Optional.empty() : Optional.of(ids.get((int) before - 1));
    }

    private static List<String> ids(String part, MigrationView migration, SqlScript script) {
        return script.statements().stream()
                .map(statement -> part + "-" + migration.name() + "-"
                        + statement.start().line() + "-" + statement.start().column())
                .toList();
    }

    private static SqlView view(
            CheckReport report, String head, SqlScript script, List<String> ids, Set<String> marked) {
        List<ShownStatement> parts = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int room = LONGEST_SCRIPT;
        for (int at = 0; at < ids.size(); at++) {
            Statement statement = script.statements().get(at);
            room -= Math.min(LONGEST_STATEMENT, statement.shown().length());
            List<String> around = ids.subList(Math.max(0, at - 1), Math.min(ids.size(), at + 2));
            if (room >= 0 || around.stream().anyMatch(marked::contains)) {
                parts.addAll(gap(leftOut));
                leftOut.clear();
                String style = marked.contains(ids.get(at)) ? "sql marked" : "sql";
                parts.add(
                        new ShownStatement(ids.get(at), style, statement.start().line(), shortened(statement.shown())));
            } else {
                leftOut.add(statement.shown());
            }
        }
        parts.addAll(gap(leftOut));
        return new SqlView(head + ": " + report.source(script.file()), parts);
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
