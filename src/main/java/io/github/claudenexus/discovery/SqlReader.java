package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes migrations of SQL files, and refuses those that are no migration. */
final class SqlReader {

    private static final String UP_SUFFIX = ".sql";
    private static final String DOWN_SUFFIX = ".down.sql";

    private final boolean free;
    private final Optional<Placeholders> placeholders;
    private final Consumer<String> remarks;

    /**
     * For the files of a folder.
     *
     * @param free whether the folder may hold other SQL files too
     * @param placeholders what is put in for placeholders; empty where they stay as they are
     */
    SqlReader(boolean free, Optional<Placeholders> placeholders, Consumer<String> remarks) {
        this.free = free;
        this.placeholders = placeholders;
        this.remarks = remarks;
    }

    /**
     * The migration that a file is the up of; empty when it is a down, or need not be a migration.
     *
     * @param name what its name says
     */
    Optional<SqlMigration> read(ClassPathEntry place, String file, Optional<Naming.SqlName> name) {
        if (name.isEmpty()) {
            refuseOrRemark(file);
            return Optional.empty();
        }
        if (!name.get().down()) {
            return Optional.of(migration(place, name.get().id(), file));
        }
        String up = sibling(file, DOWN_SUFFIX, UP_SUFFIX);
        if (!place.sqlFiles().contains(up)) {
            throw FileFailure.of(
                    FailureCode.DOWN_WITHOUT_UP,
                    file,
                    "is the down of " + Naming.fileName(up) + ", which is not in the same folder",
                    "Write " + Naming.fileName(up) + ", or delete the down.");
        }
        return Optional.empty();
    }

    // A package may hold queries next to its migrations; a file that begins with a number is meant as a migration.
    private void refuseOrRemark(String file) {
        if (free && !Character.isDigit(Naming.fileName(file).charAt(0))) {
            remarks.accept(file + " is not named as a migration is, and left alone.");
            return;
        }
        throw FileFailure.of(FailureCode.MISNAMED, file, Naming.flaw(Naming.fileName(file)), Naming.FILE_RULE);
    }

    private SqlMigration migration(ClassPathEntry place, MigrationId id, String file) {
        SourceText text = text(place.root(), file);
        SourceText sent = sent(text, file);
        Supplier<SqlScript> up = () -> ScriptReader.read(sent, file);
        Directives directives = ScriptReader.directives(sent, up);
        Declarations declared = directives.declared();
        String downFile = sibling(file, UP_SUFFIX, DOWN_SUFFIX);
        boolean reversible = !id.isRepeatable() && place.sqlFiles().contains(downFile);
        if (id.isRepeatable()) {
            ScriptReader.checkRepeatable(file, directives);
        } else if (!reversible && declared.irreversible().isEmpty()) {
            // What cannot be split says so first.
            throw withoutDown(up.get().file(), downFile);
        }
        return new SqlMigration(
                id,
                file,
                ScriptReader.checksum(text.text()),
                declared,
                up,
                () -> reversible ? Optional.of(down(place, downFile, file, declared)) : Optional.empty(),
                id.isRepeatable() ? OtherChecksums.NONE : new OtherChecksums(text.text()));
    }

    private static NexusException withoutDown(String file, String downFile) {
        return FileFailure.of(
                FailureCode.NO_REASON,
                file,
                "has no down, and does not say why",
                "Write " + Naming.fileName(downFile) + ", or put '-- nexus: irreversible=<reason>' on the first line.");
    }

    private SqlScript down(ClassPathEntry place, String file, String upFile, Declarations ofUp) {
        SqlScript down = ScriptReader.read(sent(text(place.root(), file), file), file);
        ScriptReader.checkDown(upFile, ofUp, down);
        return down;
    }

    private SourceText sent(SourceText text, String file) {
        return placeholders.map(it -> ScriptReader.filled(text, it, file)).orElse(text);
    }

    /** Reads a file. */
    static SourceText text(Path root, String file) {
        try {
            return SourceText.read(file, Files.readAllBytes(root.resolve(file)));
        } catch (BadSqlException e) {
            throw FileFailure.of(file, e);
        } catch (IOException e) {
            throw FileFailure.of(FailureCode.FILE, file, "cannot be read: " + e, "Make the file readable.");
        }
    }

    private static String sibling(String file, String suffix, String otherSuffix) {
        return file.substring(0, file.length() - suffix.length()) + otherSuffix;
    }
}
