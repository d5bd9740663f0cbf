package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import io.github.claudenexus.sql.SourceText.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scripts of MyBatis Migrations, in the folder and not below it: {@code 20240131120000_add_x.sql}, whose down begins
 * at the line {@code -- //@UNDO}.
 */
final class MyBatisFiles implements LayoutReader {

    private static final Pattern NAME = Pattern.compile("([0-9]+)(?:_(.*))?\\.sql");
    private static final Pattern UNDO = Pattern.compile("^[ \\t]*--\\s*//.*@UNDO.*$", Pattern.MULTILINE);
    private static final Pattern DELIMITER =
            Pattern.compile("^\\s*(?:--|//)\\s*(?://)?\\s*@DELIMITER\\s+(\\S+)", Pattern.MULTILINE);
    private static final Set<String> NOT_MIGRATIONS = Set.of("bootstrap.sql", "onabort.sql");

    @Override
    public void read(List<LayoutFile> files, LayoutFindings found) {
        for (LayoutFile file : files) {
            if (!file.isSql()) {
                continue;
            }
            if (!file.folder().isEmpty() || !file.name().endsWith(".sql")) {
                found.leavesAlone(file);
            } else if (NOT_MIGRATIONS.contains(file.name())) {
                found.remark(file.origin() + " is no migration of MyBatis Migrations, and not run here.");
            } else {
                found.gather(() -> Optional.of(migration(file)));
            }
        }
    }

    private static LayoutMigration migration(LayoutFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            throw file.bad(
                    FailureCode.MISNAMED,
                    "is not named as a script of MyBatis Migrations is",
                    "Name it <number>_<name>.sql, such as 20240131120000_add_x.sql.");
        }
        Version version = LayoutFindings.version(file, name.group(1));
        String text = file.text().text();
        refuseDelimiter(file, text);
        Matcher undo = UNDO.matcher(text);
        boolean undoes = undo.find();
        int end = undoes ? undo.start() : text.length();
        return new LayoutMigration(
                Optional.of(version),
                MigrationId.name(Optional.ofNullable(name.group(2)).orElse("")),
                LayoutPart.of(file, List.of(new Range(0, end)), Optional.empty()),
                undoes
                        ? Optional.of(
                                LayoutPart.of(file, List.of(new Range(undo.end(), text.length())), Optional.empty()))
                        : Optional.empty());
    }

    // Statements end where psql ends them, which knows the bodies of functions.
    private static void refuseDelimiter(LayoutFile file, String text) {
        Matcher delimiter = DELIMITER.matcher(text);
        while (delimiter.find()) {
            if (!delimiter.group(1).equals(";")) {
                throw file.bad(
                        delimiter.start(1),
                        "the delimiter " + delimiter.group(1) + " is not obeyed here",
                        "End each statement with a semicolon: those in the body of a function do not end it. Delete the"
                                + " line.");
            }
        }
    }
}
