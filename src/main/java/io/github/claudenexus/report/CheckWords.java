package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rows.SequenceMove;
import java.util.ArrayList;
import java.util.List;

/** Locks, sequences and steps in words; every format uses the same. */
final class CheckWords {

    private static final String BY_MANUAL = "by PostgreSQL's manual, not seen";

    private CheckWords() {}

    /** What a step does. */
    static String meaning(RehearsalStep step) {
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
        return of(lock, marks(lock));
    }

    /** The same, without what its advice says. */
    static String found(LockNote lock) {
        return of(lock, lock.source() == LockNote.Source.MANUAL ? List.of(BY_MANUAL) : List.of());
    }

    private static String of(LockNote lock, List<String> marks) {
        List<String> more = new ArrayList<>(marks);
        lock.onTarget().map(RelationSize::words).ifPresent(size -> more.add(size + " on the target"));
        return mode(lock) + " on " + lock.relation() + ", held " + Phrases.elapsed(lock.heldMs())
                + (more.isEmpty() ? "" : " (" + String.join("; ", more) + ")");
    }

    /** Its mode. */
    static String mode(LockNote lock) {
        return lock.mode() == LockMode.NONE ? "No lock" : lock.mode().words();
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
            marks.add(BY_MANUAL);
        }
        return marks;
    }

    /** A moved sequence. */
    static String of(SequenceMove move) {
        String values = "The last value of " + move.sequence() + " is " + move.after() + "; before up it was "
                + move.before() + ".";
        return move.isBack()
                ? values + " It returns values again that rows may have: have down set it by setval."
                : values;
    }
}
