package io.github.claudenexus.rehearsal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The databases of one migration's rehearsal: the one that it starts from, and the copies made on the way. */
final class DatabaseCopies {

    private final Scratch scratch;
    private final List<RehearsalDatabase> all = new ArrayList<>();
    private RehearsalDatabase base;
    private boolean untouched = true;

    DatabaseCopies(Scratch scratch, RehearsalDatabase base) {
        this.scratch = scratch;
        this.base = base;
        all.add(base);
    }

    /** Where the migration starts, and the next one too if this one cannot be applied. */
    RehearsalDatabase base() {
        return base;
    }

    /** Whether the base is as it was, to be compared with. */
    boolean hasBase() {
        return untouched;
    }

    RehearsalDatabase copy(RehearsalDatabase original) throws SQLException {
        RehearsalDatabase copy = original.on(scratch.copy(original.database()));
        all.add(copy);
        return copy;
    }

    /** Drops one that is not needed any more. */
    void discard(RehearsalDatabase stage) throws SQLException {
        scratch.discard(stage.database());
        all.removeIf(stage::isSame);
    }

    /** Drops the copies but one; the base too where it is not the one before the migration any more. */
    void keep(RehearsalDatabase one) throws SQLException {
        if (untouched) {
            keepBaseAnd(one);
        } else {
            keepOnly(one);
        }
    }

    private void keepBaseAnd(RehearsalDatabase one) throws SQLException {
        for (RehearsalDatabase other : List.copyOf(all)) {
            if (!other.isSame(one) && !other.isSame(base)) {
                scratch.drop(other.database());
                all.remove(other);
            }
        }
    }

    /** Drops all but one, which takes the place of the base too. */
    void keepOnly(RehearsalDatabase one) throws SQLException {
        keepBaseAnd(one);
        if (!base.isSame(one)) {
            scratch.drop(base.database());
            all.remove(base);
        }
        base = one;
        untouched = false;
    }

    /** The same database for new sessions, which have the settings that a migration has given it. */
    RehearsalDatabase anew(RehearsalDatabase stage) throws SQLException {
        RehearsalDatabase anew = stage.on(scratch.anew(stage.database()));
        all.replaceAll(one -> one.isSame(stage) ? anew : one);
        base = base.isSame(stage) ? anew : base;
        return anew;
    }

    /** Whether a refusal of the server is that one of these databases, and not the one at work, stands in its way. */
    boolean areNamedIn(String message, RehearsalDatabase work) {
        return all.stream()
                .filter(one -> !one.isSame(work))
                .map(one -> Pattern.compile(one.name() + "(?!\\d)"))
                .anyMatch(name -> name.matcher(message).find());
    }

    /** Drops all but the one that the next migration starts from. */
    void end(RehearsalDatabase next) throws SQLException {
        for (RehearsalDatabase one : List.copyOf(all)) {
            if (!one.isSame(next)) {
                discard(one);
            }
        }
    }
}
