package io.github.claudenexus.report;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.rollback.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of one migration as HTML, folded, those marked that something was found at. */
final class HtmlSql {

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
        String position = remark.place().position().orElse("");
        Optional<SqlScript> script = sql.up().file().equals(origin)
                ? Optional.of(sql.up())
                : sql.down().filter(down -> down.file().equals(origin));
        // An error inside of a statement has a position of its own: the statement is the last that begins before it.
        return script.flatMap(file -> file.statements().stream()
                .filter(statement -> statement.line() <= SarifPlace.line(position))
                .reduce((one, later) -> later)
                .map(statement -> id(judgement, file, statement)));
    }

    private static String id(Judgement judgement, SqlScript script, SqlScript.Statement statement) {
        String part = script.file().equals(judgement.migration().origin()) ? "up" : "down";
        return part + "-" + CheckSummary.name(judgement) + "-" + statement.line() + "-" + statement.column();
    }

    private static Element script(
            CheckReport report, Judgement judgement, SqlScript script, String head, Set<String> marked) {
        List<Element> statements = script.statements().stream()
                .map(statement -> statement(id(judgement, script, statement), statement, marked))
                .toList();
        String file = report.project().sources().getOrDefault(script.file(), script.file());
        return Element.classed(
                "details",
                "script",
                Element.of("summary", head + ": " + file),
                Element.classed("div", "statements", statements));
    }

    private static Element statement(String id, SqlScript.Statement statement, Set<String> marked) {
        return Element.classed(
                        "pre",
                        marked.contains(id) ? "sql marked" : "sql",
                        Element.classed("span", "line", "line " + statement.line()),
                        Element.of("code", statement.shown() + ";"))
                .with("id", id);
    }
}
