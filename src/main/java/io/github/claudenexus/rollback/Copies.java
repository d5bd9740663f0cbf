package io.github.claudenexus.rollback;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The databases of one migration's rehearsal: the one that it starts from, and the copies made on the way. */
final class Copies {

    private final Scratch scratch;
    private final List<Stage> all = new ArrayList<>();
    private Stage base;
    private boolean untouched = true;

    Copies(Scratch scratch, Stage base) {
        this.scratch = scratch;
        this.base = base;
        all.add(base);
    }

    /** Where the migration starts, and the next one too if this one cannot be applied. */
    Stage base() {
        return base;
    }

    /** Whether the base is as it was, to be compared with. */
    boolean hasBase() {
        return untouched;
    }

    Stage copy(Stage original) throws SQLException {
        Stage copy = original.on(scratch.copy(original.database()));
        all.add(copy);
        return copy;
    }

    /** Drops one that is not needed any more. */
    void discard(Stage stage) throws SQLException {
        scratch.discard(stage.database());
        all.remove(stage);
    }

    /** Drops the copies but one; not the base. */
    void keepBaseAnd(Stage one) throws SQLException {
        for (Stage other : List.copyOf(all)) {
            if (!other.equals(one) && !other.equals(base)) {
                scratch.drop(other.database());
                all.remove(other);
            }
        }
    }

    /** Drops all but one, which takes the place of the base too. */
    void keepOnly(Stage one) throws SQLException {
        keepBaseAnd(one);
        scratch.drop(base.database());
        all.remove(base);
        base = one;
        untouched = false;
    }

    /** Whether a refusal of the server is that one of these databases, and not the migration's own, stands in its way. */
    boolean areNamedIn(String message) {
        return scratch.isNamedIn(message);
    }

    /** Drops all but the one that the next migration starts from. */
    void end(Stage next) throws SQLException {
        for (Stage one : List.copyOf(all)) {
            if (!one.equals(next)) {
                discard(one);
            }
        }
    }
}
