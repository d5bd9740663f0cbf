package io.github.claudenexus.report;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of one migration as HTML, folded, those marked that something was found at. */
final class HtmlSql {

    // A dump, or rows written as INSERTs, must not make a page that no browser opens.
    private static final int LONGEST_STATEMENT = 4_000;
    private static final int LONGEST_SCRIPT = 40_000;

    private HtmlSql() {}

    /** Up and down; empty for a migration in Java, whose statements are not known before it runs. */
    static List<Element> section(CheckReport report, Judgement judgement) {
        if (!(judgement.migration() instanceof SqlMigration sql)) {
            return List.of();
        }
        Set<String> marked = report.remarks(judgement).stream()
                .flatMap(remark -> anchor(judgement, remark).stream())
                .collect(Collectors.toSet());
        List<Element> parts = new ArrayList<>();
        parts.add(script(report, judgement, sql.up(), "Up", marked));
        sql.down().ifPresent(down -> parts.add(script(report, judgement, down, "Down", marked)));
        return parts;
    }

    /** The id of the statement that a remark is about, if it is shown. */
    static Optional<String> anchor(Judgement judgement, Remark remark) {
        if (!(judgement.migration() instanceof SqlMigration sql)) {
            return Optional.empty();
        }
        String origin = remark.place().origin().orElse("");
        int line = remark.place().position().map(SourcePosition::line).orElse(0);
        Optional<SqlScript> script = sql.up().file().equals(origin)
                ? Optional.of(sql.up())
                : sql.down().filter(down -> down.file().equals(origin));
        // An error inside of a statement has a position of its own: the statement is the last that begins before it.
        return script.flatMap(file -> file.statements().stream()
                .filter(statement -> statement.start().line() <= line)
                .reduce((one, later) -> later)
                .map(statement -> id(judgement, file, statement)));
    }

    private static String id(Judgement judgement, SqlScript script, Statement statement) {
        String part = script.file().equals(judgement.migration().origin()) ? "up" : "down";
        return part + "-" + CheckSummary.name(judgement) + "-"
                + statement.start().line() + "-" + statement.start().column();
    }

    private static Element script(
            CheckReport report, Judgement judgement, SqlScript script, String head, Set<String> marked) {
        List<String> ids = script.statements().stream()
                .map(statement -> id(judgement, script, statement))
                .toList();
        List<Element> statements = new ArrayList<>();
        List<Statement> leftOut = new ArrayList<>();
        int room = LONGEST_SCRIPT;
        for (int at = 0; at < ids.size(); at++) {
            Statement statement = script.statements().get(at);
            room -= Math.min(LONGEST_STATEMENT, statement.shown().length());
            List<String> around = ids.subList(Math.max(0, at - 1), Math.min(ids.size(), at + 2));
            if (room >= 0 || around.stream().anyMatch(marked::contains)) {
                statements.addAll(gap(leftOut));
                leftOut.clear();
                statements.add(statement(ids.get(at), statement, marked));
            } else {
                leftOut.add(statement);
            }
        }
        statements.addAll(gap(leftOut));
        String file = report.project().sources().getOrDefault(script.file(), script.file());
        return Element.classed(
                "details",
                "script",
                Element.of("summary", head + ": " + file),
                Element.classed("div", "statements", statements));
    }

    private static List<Element> gap(List<Statement> leftOut) {
        int count = leftOut.size();
        return count == 0
                ? List.of()
                : List.of(Element.of(
                        "p",
                        String.format(
                                Locale.ROOT,
                                "%,d %s left out, %,d characters.",
                                count,
                                count == 1 ? "statement is" : "statements are",
                                leftOut.stream()
                                        .mapToLong(one -> one.shown().length())
                                        .sum())));
    }

    private static String shortened(String sql) {
        int more = sql.length() - LONGEST_STATEMENT;
        return more <= 0
                ? sql + ";"
                : sql.substring(0, LONGEST_STATEMENT)
                        + String.format(Locale.ROOT, "\n(%,d more characters are left out)", more);
    }

    private static Element statement(String id, Statement statement, Set<String> marked) {
        return Element.classed(
                        "pre",
                        marked.contains(id) ? "sql marked" : "sql",
                        Element.classed(
                                "span", "line", "line " + statement.start().line()),
                        Element.of("code", shortened(statement.shown())))
                .with("id", id);
    }
}
