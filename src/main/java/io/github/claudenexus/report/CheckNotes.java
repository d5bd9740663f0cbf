package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.SequenceMove;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands below a migration's line on the console: its findings, its losses, its flagged locks. */
final class CheckNotes {

    private static final int INDENT = 8;
    private static final int MOST = 12;

    private final CheckReport report;
    private final Style style;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    CheckNotes(CheckReport report, Style style, int width) {
        this.report = report;
        this.style = style;
        this.width = width;
    }

    /** The lines; none when there is nothing to say. */
    List<String> of(Judgement judgement) {
        List<Finding> findings = judgement.findings();
        findings.stream().limit(MOST).forEach(finding -> finding(judgement, finding));
        more(findings.size(), "findings");
        judgement.failedSeed().ifPresent(this::seed);
        judgement.losses().stream().limit(MOST).forEach(loss -> detail("lost: " + CheckWords.of(loss)));
        more(judgement.losses().size(), "losses");
        judgement.sequences().stream().filter(SequenceMove::isBack).forEach(this::sequence);
        List<LockNote> accused = report.accused(judgement);
        accused.stream().limit(MOST).forEach(this::lock);
        more(accused.size(), "locks");
        return List.copyOf(lines);
    }

    private void finding(Judgement judgement, Finding finding) {
        String step = " (" + finding.step().word() + "): ";
        head(report.weight(judgement, finding), finding.code().code(), step + finding.message());
        if (CheckWords.hasValues(finding)) {
            value(finding, CheckWords.before(finding), finding.before());
            value(finding, CheckWords.after(finding), finding.after());
        }
        if (!finding.mend().isBlank()) {
            detail("mend: " + finding.mend());
        }
    }

    private void value(Finding finding, String when, @Nullable String value) {
        String text = finding.property() + " " + when + ": " + CheckWords.value(value);
        lines.add(style.faint(" ".repeat(INDENT + 2) + Words.shortened(text, width - INDENT - 2, style.ellipsis())));
    }

    private void seed(Failure seed) {
        head(Weight.STOPS, seed.code().code(), " (seeds): " + seed.message());
        if (!seed.hint().isBlank()) {
            detail("mend: " + seed.hint());
        }
    }

    private void sequence(SequenceMove move) {
        head(Weight.WARNS, "sequence", ": " + CheckWords.of(move));
    }

    private void lock(LockNote lock) {
        head(report.weight(lock), Gate.LOCKS, ": " + CheckWords.briefly(lock) + ".");
        String statement = Words.shortened(lock.statement(), width - INDENT - 2, style.ellipsis());
        lines.add(style.faint(" ".repeat(INDENT + 2) + statement));
        detail(lock.advice());
    }

    // Colour goes on once lines are broken: its characters have no width.
    private void head(Weight weight, String code, String text) {
        String sign = weight.sign(style);
        List<String> wrapped = Wrap.lines(sign + " " + code + text, width - 2, INDENT);
        String first = wrapped.get(0);
        int end = Math.min(first.length(), INDENT + sign.length() + 1 + code.length());
        lines.add(" ".repeat(INDENT) + weight.dress(style, first.substring(INDENT, end)) + first.substring(end));
        wrapped.subList(1, wrapped.size()).forEach(line -> lines.add("  " + line));
    }

    private void detail(String text) {
        if (!text.isBlank()) {
            Wrap.lines(text, width, INDENT + 2).stream().map(style::faint).forEach(lines::add);
        }
    }

    private void more(int all, String what) {
        if (all > MOST) {
            detail("and " + (all - MOST) + " more " + what + " in the report");
        }
    }
}
