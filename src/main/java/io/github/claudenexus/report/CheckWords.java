package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Step;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.SequenceMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a rehearsal as people say them; every format uses the same words. */
final class CheckWords {

    private static final String NOTHING = "(not there)";

    private CheckWords() {}

    /** What a verdict means. */
    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case UP_FAILED -> "Up failed.";
            case VERIFY_FAILED -> "The author's own check said no.";
            case DOWN_FAILED -> "Down failed.";
            case LOSES_DATA -> "Down did not bring back rows or values that were there.";
            case LEAVES_TRACE -> "After down the catalog or the data is not as before.";
            case NOT_IDEMPOTENT -> "Run a second time, up fails or changes something.";
            case IRREVERSIBLE -> "There is no down, and a reason is given.";
            case COLUMN_ORDER_ONLY -> "After down nothing but the order of columns differs.";
            case REVERSIBLE -> "Nothing was found.";
        };
    }

    /** What to do about a verdict. */
    static String remedy(Verdict verdict) {
        return switch (verdict) {
            case UP_FAILED -> "Correct the statement that is named.";
            case VERIFY_FAILED -> "Correct up, or the check.";
            case DOWN_FAILED -> "Have down undo what up does.";
            case LOSES_DATA -> "Keep the rows or values in up and bring them back in down, or declare it irreversible.";
            case LEAVES_TRACE -> "Have down take away what up made and bring back what up changed.";
            case IRREVERSIBLE -> "Agree on it, and allow it by its number in nexus.allowIrreversible.";
            case NOT_IDEMPOTENT -> "Guard the statement by IF NOT EXISTS and its like where it can stop half way.";
            case COLUMN_ORDER_ONLY -> "Leave it, unless code relies on the order of columns.";
            case REVERSIBLE -> "There is nothing to do.";
        };
    }

    /** What a step does. */
    static String meaning(Step step) {
        return switch (step) {
            case UP -> "up, its online part and verify";
            case AGAIN -> "up again, its history row hidden";
            case SEEDS -> "rows under the new schema";
            case DOWN -> "down, and the catalog after it";
            case DATA -> "the rows after down";
            case UP_AGAIN -> "up after down";
        };
    }

    /** A lock without its advice: mode, relation, time, and what makes it worse. */
    static String of(LockNote lock) {
        List<String> more = marks(lock);
        lock.onTarget().ifPresent(size -> more.add(of(size) + " on the target"));
        String mode = lock.mode() == LockMode.NONE ? "No lock" : lock.mode().words();
        return mode + " on " + lock.relation() + ", held "
                + Words.elapsed(Duration.ofMillis(lock.heldMs()))
                + (more.isEmpty() ? "" : " (" + String.join("; ", more) + ")");
    }

    /** What is remarkable about a lock. */
    static List<String> marks(LockNote lock) {
        List<String> marks = new ArrayList<>();
        if (lock.rewrite()) {
            marks.add("rewrites it");
        }
        if (lock.scan()) {
            marks.add("reads every row");
        }
        if (lock.source() == LockNote.Source.MANUAL) {
            marks.add("by PostgreSQL's manual, not seen");
        }
        return marks;
    }

    /** How a lock is known, in words. */
    static String of(LockNote.Source source) {
        return switch (source) {
            case SEEN -> "seen held";
            case MADE_TO_WAIT -> "seen waiting";
            case MANUAL -> "by the manual";
        };
    }

    /** A size: {@code about 1,200,000 rows, 3.1 GB}. */
    static String of(RelationSize size) {
        String rows = size.rows() > 0 ? String.format(Locale.ROOT, "about %,d rows, ", size.rows()) : "";
        return rows + Words.bytes(size.bytes());
    }

    /** A loss as a sentence. */
    static String of(Loss loss) {
        String rows = String.format(Locale.ROOT, "%,d", loss.rows()) + (loss.rows() == 1 ? " row" : " rows");
        return loss.column() == null
                ? rows + " of " + loss.table() + " did not come back."
                : "The values of " + loss.table() + "." + loss.column() + " did not come back in " + rows + ".";
    }

    /** A moved sequence as a sentence. */
    static String of(SequenceMove move) {
        String stands = move.sequence() + " stands at " + move.after() + ", before up at " + move.before() + ".";
        return move.isBack()
                ? stands + " It gives values again that rows may have: have down set it by setval."
                : stands;
    }

    /** Whether before and after tell more than the message. */
    static boolean hasValues(Finding finding) {
        return finding.property() != null
                && (finding.before() != null || finding.after() != null)
                && !(tells(finding.message(), finding.before()) && tells(finding.message(), finding.after()));
    }

    private static boolean tells(String message, @Nullable String value) {
        return value == null || message.contains(value);
    }

    /** A value as people read it. */
    static String value(@Nullable String value) {
        return value == null ? NOTHING : value;
    }

    /** What {@code before} and {@code after} are of. */
    static String before(Finding finding) {
        return finding.step() == Step.AGAIN ? "after up" : "before up";
    }

    /** See {@link #before}. */
    static String after(Finding finding) {
        return switch (finding.step()) {
            case AGAIN -> "after up again";
            case UP_AGAIN -> "after down and up";
            default -> "after down";
        };
    }

    /** Why a step has no time: most migrations have no seeds, and a failure ends the rehearsal of its migration. */
    static String missing(Judgement judgement, Step step) {
        if (step.compareTo(Step.DOWN) >= 0 && !judgement.migration().reversible()) {
            return "no down";
        }
        boolean wentOn = judgement.steps().keySet().stream().anyMatch(later -> later.compareTo(step) > 0);
        boolean ended = !judgement.migration().reversible() && judgement.steps().containsKey(Step.AGAIN);
        return step == Step.SEEDS && (wentOn || ended) ? "none" : "not reached";
    }
}
