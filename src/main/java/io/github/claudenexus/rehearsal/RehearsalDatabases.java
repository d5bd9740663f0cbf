package io.github.claudenexus.rehearsal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a rehearsal. On the trial, a migration goes up, up again, down and up again. The reference has every
 * up once and no down: where the trial is not what it was after up, it is made again as a copy of the reference. So a
 * database is copied only where a migration has left something behind, not for each step.
 */
final class RehearsalDatabases implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile(Scratch.PREFIX + "\\w+");

    private final Scratch scratch;
    private @Nullable RehearsalDatabase reference;
    private @Nullable RehearsalDatabase trial;
    private @Nullable RehearsalDatabase original;

    /**
     * With nothing tried yet.
     *
     * @param reference as a target is before any migration
     */
    RehearsalDatabases(Scratch scratch, RehearsalDatabase reference) {
        this.scratch = scratch;
        this.reference = reference;
    }

    /** The database to try a migration on, as the reference is. */
    RehearsalDatabase trial() throws SQLException {
        RehearsalDatabase current = trial;
        if (current == null) {
            current = copy(reference());
            trial = current;
        }
        return current;
    }

    /** The database that others are made from. */
    RehearsalDatabase reference() throws SQLException {
        RehearsalDatabase current = reference;
        if (current == null) {
            current = copy(trial());
            reference = current;
        }
        return current;
    }

    /** Whether there is a reference. */
    boolean hasReference() {
        return reference != null;
    }

    /** Whether they are on a server that is there before and after the rehearsal. */
    boolean areKept() {
        return scratch.isKept();
    }

    /** The trial is not as it should be: the next one is a new copy of the reference, unless there is none. */
    void discardTrial() throws SQLException {
        RehearsalDatabase current = trial;
        if (current != null && reference != null) {
            trial = null;
            discard(current);
        }
    }

    /** The reference lacks something of the trial: the next one is a copy of the trial. */
    void discardReference() throws SQLException {
        RehearsalDatabase current = reference;
        if (current != null && trial != null) {
            reference = null;
            discard(current);
        }
    }

    /** Keeps the trial as it is now, for what is about to be done to it to be tried again on copies. */
    void keepOriginal() throws SQLException {
        discardOriginal();
        RehearsalDatabase current = trial();
        original = reference != null && current.isNewCopy() ? reference : copy(current);
    }

    /** The trial as it was kept; empty where it was not, or where another database was in the way. */
    Optional<RehearsalDatabase> original() {
        return Optional.ofNullable(original);
    }

    /** It was tried often enough. */
    void discardOriginal() throws SQLException {
        RehearsalDatabase current = original;
        original = null;
        if (current != null && current != reference) {
            discard(current);
        }
    }

    /** Drops all others at once, where they keep this one from what it does: it is the trial from now on. */
    void keepOnly(RehearsalDatabase only) throws SQLException {
        for (RehearsalDatabase other : Arrays.asList(trial, reference, original)) {
            if (other != null && other != only) {
                other.close();
                scratch.drop(other.database());
            }
        }
        trial = only;
        reference = null;
        original = null;
    }

    /** What was tried is what the next migration starts from. */
    void acceptTrial() throws SQLException {
        RehearsalDatabase accepted = trial();
        discardReference();
        reference = accepted;
        trial = null;
    }

    /** A copy of a database, for the caller to discard. */
    RehearsalDatabase copy(RehearsalDatabase original) throws SQLException {
        original.close();
        return original.on(scratch.copy(original.database()));
    }

    /** Drops a copy; one that cannot be dropped now is at the end of the rehearsal. */
    void discard(RehearsalDatabase copy) throws SQLException {
        copy.close();
        scratch.discard(copy.database());
    }

    /** The roles that the server has. */
    Set<String> roles() throws SQLException {
        return scratch.roles();
    }

    /** Drops other roles than these: they stay when the copy is dropped on which a migration has made them. */
    void dropRolesBut(Set<String> names) throws SQLException {
        scratch.dropRolesBut(names);
    }

    /** Whether a refusal of the server names another database of the rehearsal than the one it came from. */
    static boolean anotherIsNamed(String message, RehearsalDatabase from) {
        return NAME.matcher(message).results().map(MatchResult::group).anyMatch(name -> !name.equals(from.name()));
    }

    /** Disconnects; the databases are dropped with the rehearsal. */
    @Override
    public void close() {
        Optional.ofNullable(trial).ifPresent(RehearsalDatabase::close);
        Optional.ofNullable(reference).ifPresent(RehearsalDatabase::close);
        Optional.ofNullable(original).ifPresent(RehearsalDatabase::close);
    }
}
