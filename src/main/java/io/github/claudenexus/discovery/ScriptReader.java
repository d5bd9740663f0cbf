package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.SqlSplitter;
import io.github.claudenexus.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a script of a SQL file's text, and refuses what no script may hold. Pure. */
final class ScriptReader {

    private ScriptReader() {}

    /**
     * The script of a text.
     *
     * @param file the file as messages name it
     */
    static SqlScript read(SourceText text, String file) {
        try {
            SqlSplitter.Pieces pieces = SqlSplitter.split(text);
            List<BadSqlException> flaws = new ArrayList<>(pieces.odd());
            Directives directives = Directives.read(text, pieces, flaws);
            transactionControl(text, pieces, flaws);
            if (!flaws.isEmpty()) {
                throw BadSqlException.all(flaws);
            }
            if (pieces.statements().isEmpty()) {
                throw DiscoveryFailure.ofFile(
                        FailureCode.BAD_SQL_FILE, file, "holds no statement", "Write one, or delete the file.");
            }
            return new SqlScript(file, pieces.statements(), directives.transactional(), directives.declared());
        } catch (BadSqlException e) {
            throw DiscoveryFailure.ofFile(file, e);
        }
    }

    private static void transactionControl(SourceText text, SqlSplitter.Pieces pieces, List<BadSqlException> flaws) {
        for (Statement statement : pieces.statements()) {
            statement
                    .transactionControl()
                    .ifPresent(words -> flaws.add(
                            words.startsWith("DISCARD")
                                    ? text.bad(
                                            statement,
                                            words + " would release the lock of the run",
                                            "Name what is to be forgotten: DISCARD TEMP, DISCARD PLANS or RESET ALL.")
                                    : text.bad(
                                            statement,
                                            words + " would begin or end a transaction",
                                            "Take it out. A file runs in one transaction, which the plugin commits with"
                                                    + " the history row; with '-- nexus: transactional=false' each"
                                                    + " statement commits by itself.")));
        }
    }

    /** Refuses an up and a down that contradict each other. */
    static void check(SqlScript up, Optional<SqlScript> down) {
        if (down.isPresent() && !up.declared().irreversible().isEmpty()) {
            throw contradiction(up.file(), "says that it is irreversible, and has a down");
        }
        if (down.isPresent() && !down.get().declared().irreversible().isEmpty()) {
            throw contradiction(down.get().file(), "is a down that says it is irreversible");
        }
        if (down.isPresent() && !down.get().declared().withoutNote().equals(Declarations.NONE)) {
            throw DiscoveryFailure.ofFile(
                    FailureCode.BAD_SQL_FILE,
                    down.get().file(),
                    "is a down, and declares what belongs in its up",
                    "Move its directives 'accept-lock', 'accept-loss' and 'manual' to " + SqlReader.fileName(up.file())
                            + ".");
        }
    }

    private static RuntimeException contradiction(String file, String reason) {
        return DiscoveryFailure.ofFile(
                FailureCode.BAD_SQL_FILE, file, reason, "Delete the down, or take the directive 'irreversible' out.");
    }

    /** The checksum of a text as it is written. */
    static Checksum checksum(SourceText text) {
        MessageDigest digest = Sha256.digest();
        digest.update(text.text().getBytes(StandardCharsets.UTF_8));
        return new Checksum("sql-1", Sha256.hex(digest));
    }
}
