package io.github.claudenexus.rehearsal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The databases of one migration's rehearsal: the one that it starts from, and the copies made on the way. */
final class DatabaseCopies {

    private static final Pattern NAME = Pattern.compile(Scratch.PREFIX + "\\w+");

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

    /** Whether the base is the database from before the migration. */
    boolean hasBase() {
        return untouched;
    }

    /** Whether they are on a server that is there before and after the rehearsal. */
    boolean areKept() {
        return scratch.isKept();
    }

    RehearsalDatabase copy(RehearsalDatabase original) throws SQLException {
        RehearsalDatabase copy = original.on(scratch.copy(original.database()));
        all.add(copy);
        return copy;
    }

    /** Drops one that is not needed any more. */
    void discard(RehearsalDatabase one) throws SQLException {
        scratch.discard(one.database());
        all.remove(one);
    }

    /** Drops all but one, which takes the place of the base too. */
    void keepOnly(RehearsalDatabase one) throws SQLException {
        for (RehearsalDatabase other : List.copyOf(all)) {
            if (!other.equals(one)) {
                scratch.drop(other.database());
                all.remove(other);
            }
        }
        base = one;
        untouched = false;
    }

    /** Whether a refusal of the server names another database of the rehearsal than the one it came from. */
    static boolean anotherIsNamed(String message, RehearsalDatabase from) {
        return NAME.matcher(message).results().map(MatchResult::group).anyMatch(name -> !name.equals(from.name()));
    }

    /** Drops all but the one that the next migration starts from. */
    void end(RehearsalDatabase next) throws SQLException {
        for (RehearsalDatabase one : List.copyOf(all)) {
            if (!one.equals(next)) {
                discard(one);
            }
        }
    }
}
