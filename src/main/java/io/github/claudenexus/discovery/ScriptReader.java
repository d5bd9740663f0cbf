package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.SqlSplitter;
import io.github.claudenexus.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes a script of a SQL file's text, and refuses what no script may hold. Pure. */
final class ScriptReader {

    private static final Set<String> BEGIN = Set.of("BEGIN", "BEGIN WORK", "BEGIN TRANSACTION", "START TRANSACTION");
    private static final Set<String> COMMIT =
            Set.of("COMMIT", "COMMIT WORK", "COMMIT TRANSACTION", "END", "END WORK", "END TRANSACTION");

    private ScriptReader() {}

    /**
     * What the comments before the first statement of a text say.
     *
     * @param whole reads the script; where something is wrong with those comments, it says so with all that is
     */
    static Directives directives(SourceText text, Supplier<SqlScript> whole) {
        List<BadSqlException> flaws = new ArrayList<>();
        Directives directives = Directives.read(text, SqlSplitter.leadingComments(text), flaws);
        return flaws.isEmpty()
                ? directives
                : new Directives(whole.get().transactional(), whole.get().declared());
    }

    /**
     * The script of a text of our own layout.
     *
     * @param file the file as messages name it
     */
    static SqlScript read(SourceText text, String file) {
        try {
            SqlSplitter.Pieces pieces = SqlSplitter.split(text);
            Directives directives = directives(
                    text,
                    pieces,
                    pieces.statements(),
                    "Take it out. A file runs in one transaction, which the plugin commits with the history row; with"
                            + " '-- nexus: transactional=false' each statement commits by itself.");
            if (pieces.statements().isEmpty()) {
                throw FileFailure.of(
                        FailureCode.BAD_SQL_FILE, file, "holds no statement", "Write one, or delete the file.");
            }
            return new SqlScript(file, pieces.statements(), directives.transactional(), directives.declared());
        } catch (BadSqlException e) {
            throw FileFailure.of(file, e);
        }
    }

    /**
     * The script of a text of another tool. It may hold no statement; and where all of it is BEGIN … COMMIT, it is the one
     * transaction that it would be there.
     *
     * @param transactional whether that tool runs it in a transaction; empty where its statements tell: outside of one
     *     when one of them is refused there
     */
    static SqlScript read(SourceText text, String file, Optional<Boolean> transactional) {
        try {
            SqlSplitter.Pieces pieces = SqlSplitter.split(text);
            List<Statement> all = pieces.statements();
            boolean wrapped = all.size() > 1
                    && all.get(0).transactionControl().filter(BEGIN::contains).isPresent()
                    && all.get(all.size() - 1)
                            .transactionControl()
                            .filter(COMMIT::contains)
                            .isPresent();
            List<Statement> statements = wrapped ? all.subList(1, all.size() - 1) : all;
            Directives directives = directives(
                    text,
                    pieces,
                    statements,
                    "The plugin commits a migration with its history row. Only where BEGIN is the first statement, COMMIT"
                            + " the last, and no other between them, are both left out: make the file one"
                            + " transaction, or several migrations.");
            boolean inTransaction = wrapped
                    || (directives.transactional()
                            && transactional.orElseGet(
                                    () -> statements.stream().noneMatch(Statement::isRefusedInTransaction)));
            return new SqlScript(file, statements, inTransaction, directives.declared());
        } catch (BadSqlException e) {
            throw FileFailure.of(file, e);
        }
    }

    /** A text with values in the place of its placeholders. */
    static SourceText filled(SourceText text, Placeholders placeholders, String file) {
        try {
            return text.filled(placeholders);
        } catch (BadSqlException e) {
            throw FileFailure.of(file, e);
        }
    }

    private static Directives directives(
            SourceText text, SqlSplitter.Pieces pieces, List<Statement> statements, String hint)
            throws BadSqlException {
        List<BadSqlException> flaws = new ArrayList<>(pieces.odd());
        Directives directives = Directives.read(text, pieces, flaws);
        transactionControl(text, statements, hint, flaws);
        if (!flaws.isEmpty()) {
            throw BadSqlException.all(flaws);
        }
        return directives;
    }

    private static void transactionControl(
            SourceText text, List<Statement> statements, String hint, List<BadSqlException> flaws) {
        for (Statement statement : statements) {
            statement
                    .transactionControl()
                    .ifPresent(words -> flaws.add(
                            words.startsWith("DISCARD")
                                    ? text.bad(
                                            statement,
                                            words + " would release the lock of the run",
                                            "Name what is to be forgotten: DISCARD TEMP, DISCARD PLANS or RESET ALL.")
                                    : text.bad(statement, words + " would begin or end a transaction", hint)));
        }
    }

    /** Refuses a down that contradicts its up, or declares what only an up can declare. */
    static void checkDown(String upFile, Declarations ofUp, SqlScript down) {
        if (!ofUp.irreversible().isEmpty()) {
            throw contradiction(upFile, "says that it is irreversible, and has a down");
        }
        if (!down.declared().irreversible().isEmpty()) {
            throw contradiction(down.file(), "is a down that says it is irreversible");
        }
        if (!down.declared().withoutNote().equals(Declarations.NONE)) {
            throw FileFailure.of(
                    FailureCode.BAD_SQL_FILE,
                    down.file(),
                    "is a down, and declares what belongs in its up",
                    "Move its directives 'accept-lock', 'accept-loss' and 'manual' to " + Naming.fileName(upFile)
                            + ".");
        }
    }

    /** Refuses a repeatable migration that declares what it cannot be. */
    static void checkRepeatable(String file, Directives directives) {
        if (!directives.transactional() || !directives.declared().irreversible().isEmpty()) {
            throw FileFailure.of(
                    FailureCode.BAD_SQL_FILE,
                    file,
                    "is repeatable, and declares what a repeatable migration cannot be",
                    "Take the directives 'transactional' and 'irreversible' out: it runs in one transaction, and has no"
                            + " down.");
        }
    }

    private static RuntimeException contradiction(String file, String reason) {
        return FileFailure.of(
                FailureCode.BAD_SQL_FILE, file, reason, "Delete the down, or take the directive 'irreversible' out.");
    }

    /** The checksum of a text as it is written. */
    static Checksum checksum(String text) {
        MessageDigest digest = Sha256.digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return new Checksum("sql-1", Sha256.hex(digest));
    }
}
