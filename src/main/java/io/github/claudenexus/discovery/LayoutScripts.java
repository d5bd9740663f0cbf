package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.LayoutMigration;
import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlScript;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the SQL of another tool's migrations. Pure. */
final class LayoutScripts {

    private static final String FILE_NAME = "flyway:filename";

    private final Optional<Placeholders> placeholders;

    LayoutScripts(Optional<Placeholders> placeholders) {
        this.placeholders = placeholders;
    }

    /** A migration with its SQL. */
    SqlMigration migration(LayoutMigration migration) {
        String file = migration.up().file().origin();
        SourceText sent = sent(migration.up());
        Supplier<SqlScript> up = () -> script(migration.up(), sent);
        Declarations declared = ScriptReader.directives(sent, up).declared();
        return new SqlMigration(
                migration.id(),
                file,
                checksum(migration),
                declared,
                up,
                () -> checkedDown(migration, declared),
                otherChecksums(migration));
    }

    private Optional<SqlScript> checkedDown(LayoutMigration migration, Declarations ofUp) {
        Optional<SqlScript> down = down(migration);
        down.ifPresent(there -> ScriptReader.checkDown(migration.up().file().origin(), ofUp, there));
        return down;
    }

    /** What applies a migration. */
    SqlScript up(LayoutMigration migration) {
        return script(migration.up(), sent(migration.up()));
    }

    /** What undoes it; a down without any statement is none, for it undoes nothing. */
    Optional<SqlScript> down(LayoutMigration migration) {
        return migration.down().map(part -> script(part, sent(part))).filter(script -> !script.statements()
                .isEmpty());
    }

    /** The checksum of its up, as it is written: nothing else in its file changes it. */
    Checksum checksum(LayoutMigration migration) {
        return ScriptReader.checksum(migration.up().text());
    }

    // Those that others record are of whole files.
    private OtherChecksums otherChecksums(LayoutMigration migration) {
        SourceText whole = migration.up().file().text();
        return migration.id().isRepeatable()
                ? new OtherChecksums(whole.text(), filled(whole, migration.up()).text())
                : new OtherChecksums(whole.text());
    }

    private static SqlScript script(LayoutPart part, SourceText sent) {
        return ScriptReader.read(sent, part.file().origin(), part.transactional());
    }

    private SourceText sent(LayoutPart part) {
        return filled(written(part), part);
    }

    private SourceText filled(SourceText text, LayoutPart part) {
        LayoutFile file = part.file();
        return placeholders.isPresent() && part.placeholders()
                ? ScriptReader.filled(text, placeholders.get().with(FILE_NAME, file.name()), file.origin())
                : text;
    }

    private static SourceText written(LayoutPart part) {
        SourceText text = part.file().text();
        return part.ranges().isEmpty() ? text : text.only(part.ranges());
    }
}
