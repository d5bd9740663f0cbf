package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.SqlSplitter;
import io.github.claudenexus.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Reads seed files, and refuses those that no rehearsal can run. */
final class SeedReader {

    private final List<String> folders;
    private final MigrationSet migrations;

    SeedReader(List<String> folders, MigrationSet migrations) {
        this.folders = folders;
        this.migrations = migrations;
    }

    SqlScript read(ClassPathEntry place, String file) {
        Optional<Version> version = Naming.ofSeed(Naming.fileName(file));
        Seed seed = new Seed(file, place.label(), migration(version));
        if (version.isEmpty()) {
            throw seed.bad("is not named as a seed is", Naming.SEED_RULE);
        }
        if (!folders.contains(Naming.folder(file))) {
            throw seed.bad("is in a folder below one for seeds", "Move it up into that one.");
        }
        if (seed.migration().isEmpty()) {
            throw seed.bad(
                    "has the version " + version.get() + ", which no migration has",
                    "Give it the version of a migration, or delete it.");
        }
        try {
            return script(
                    seed, SourceText.read(file, Files.readAllBytes(place.root().resolve(file))));
        } catch (BadSqlException e) {
            throw seed.badAt(e.position(), e.reason(), e.hint());
        } catch (IOException e) {
            throw seed.failure(FailureCode.FILE, "cannot be read: " + e, "Make the file readable.");
        }
    }

    private Optional<MigrationId> migration(Optional<Version> version) {
        return migrations.migrations().stream()
                .map(DiscoveredMigration::id)
                .filter(id -> version.equals(Optional.of(id.version())))
                .findFirst();
    }

    private static SqlScript script(Seed seed, SourceText text) throws BadSqlException {
        SqlSplitter.Pieces pieces = SqlSplitter.split(text);
        Optional<Token> directive = Directives.first(pieces);
        if (directive.isPresent()) {
            throw text.bad(
                    directive.get().start(),
                    "a seed takes no directive",
                    "Take it out: a seed always runs in one transaction, and needs no down.");
        }
        if (pieces.statements().isEmpty()) {
            throw seed.bad("holds no statement", "Write one, or delete the file.");
        }
        if (!pieces.odd().isEmpty()) {
            throw BadSqlException.all(pieces.odd());
        }
        for (Statement statement : pieces.statements()) {
            Optional<String> control = statement.transactionControl();
            if (control.isPresent()) {
                throw seed.badAt(
                        statement.start(),
                        control.get() + " would begin or end a transaction",
                        "Take it out: a seed always runs in one transaction of its own.");
            }
        }
        return new SqlScript(seed.file(), pieces.statements(), true, Declarations.NONE);
    }

    /** The seed that is being read; its place tells whose it is, for a dependency may bring some. */
    private record Seed(String file, String place, Optional<MigrationId> migration) {

        NexusException bad(String reason, String hint) {
            return failure(FailureCode.BAD_SEED, reason, hint);
        }

        NexusException badAt(SourcePosition position, String reason, String hint) {
            return Failure.of(FailureCode.BAD_SEED, this + ", " + position + ": " + reason, hint)
                    .at(FileFailure.place(migration, file, Optional.of(position)))
                    .exception();
        }

        NexusException failure(FailureCode code, String reason, String hint) {
            return Failure.of(code, this + " " + reason, hint)
                    .at(FileFailure.place(migration, file, Optional.empty()))
                    .exception();
        }

        @Override
        public String toString() {
            return file + " (in " + place + ")";
        }
    }
}
