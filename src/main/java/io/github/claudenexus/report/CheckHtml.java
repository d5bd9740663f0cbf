package io.github.claudenexus.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.RehearsalStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of {@code rollback-check} as one page for browsers, which needs nothing from elsewhere. The page itself is the
 * resource rollback-check.html; it calls the methods here by their names.
 */
final class CheckHtml {

    // An empty text is a section that is left out. What is written is escaped unless the template has three braces.
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(CheckHtml::escaped)
            .emptyStringIsFalse(true)
            .strictSections(true);
    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);

    private final CheckReport report;

    private CheckHtml(CheckReport report) {
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return template().execute(new CheckHtml(report));
    }

    private static Template template() {
        try (InputStream page = CheckHtml.class.getResourceAsStream("rollback-check.html")) {
            return COMPILER.compile(new InputStreamReader(Objects.requireNonNull(page), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    // In a text as in an attribute.
    private static String escaped(String text) {
        return Markup.text(text).replace("\"", "&quot;");
    }

    String summary() {
        return report.summary();
    }

    /** What there is to say of all of them together. */
    String counted() {
        return Stream.of(report.warnings(), report.repeatable())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    Level level() {
        return report.level();
    }

    String failure() {
        return report.result().stopped().isPresent() ? FailureText.of(report.result()) : "";
    }

    boolean warned() {
        return !report.result().warnings().isEmpty();
    }

    List<String> warnings() {
        return report.result().warnings();
    }

    List<Term> facts() {
        GoalResult.RunStamp run = report.result().run();
        List<Term> facts = new ArrayList<>();
        if (!report.project().name().isEmpty()) {
            facts.add(new Term("Project", report.project().name()));
        }
        report.project().revision().ifPresent(revision -> facts.add(new Term("Revision", revision)));
        report.rehearsed()
                .ifPresent(proof -> facts.add(
                        new Term("Rehearsed on", "PostgreSQL " + proof.serverVersion() + ", " + proof.server())));
        report.result().database().address().ifPresent(address -> facts.add(new Term("Target", address)));
        facts.add(new Term(
                "Started", STARTED.format(run.started().atZone(report.project().zone()))));
        facts.add(new Term("Took", Phrases.elapsed(run.duration())));
        return facts;
    }

    boolean judged() {
        return !report.judged().isEmpty();
    }

    String steps() {
        return Arrays.stream(RehearsalStep.values())
                .map(step -> step.word() + " (" + CheckWords.meaning(step) + ")")
                .collect(Collectors.joining(", "));
    }

    List<HtmlCard> cards() {
        return report.judged().stream().map(one -> new HtmlCard(report, one)).toList();
    }

    List<BulletList> listings() {
        List<BulletList> listings = new ArrayList<>();
        if (!report.unjudged().isEmpty()) {
            listings.add(new BulletList("Not judged, because the target has them", report.unjudgedNames()));
        }
        if (!report.notCompared().isEmpty()) {
            listings.add(new BulletList("Not compared", report.notCompared()));
        }
        return listings;
    }

    boolean explained() {
        return !rules().isEmpty();
    }

    List<CheckRule> rules() {
        Set<String> codes = report.judged().stream()
                .flatMap(one -> one.findings().stream())
                .map(FindingView::code)
                .collect(Collectors.toSet());
        return CheckRule.ALL.stream()
                .filter(rule -> codes.contains(rule.code()))
                .toList();
    }

    String version() {
        return report.result().run().pluginVersion();
    }

    String set() {
        return report.result()
                .check()
                .flatMap(CheckedProof::evidence)
                .map(Evidence::set)
                .orElse("");
    }

    /** A term and what it says. */
    record Term(String term, String text) {}

    /** A list under a head. */
    record BulletList(String head, List<String> items) {}
}
