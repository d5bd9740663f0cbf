package io.github.claudenexus.layout;

import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of golang-migrate, in the folder and not below it: {@code 3_add_x.up.sql} and {@code 3_add_x.down.sql}, which
 * belong together by their version. They are those of sqlx too, whose first line may be {@code -- no-transaction}, and
 * which without any down are named {@code 3_add_x.sql}.
 */
final class GolangMigrateFiles implements LayoutReader {

    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(up|down)\\.(.*)");
    private static final Pattern SIMPLE = Pattern.compile("([0-9]+)_(.*)\\.sql");
    private static final String NO_TRANSACTION = "-- no-transaction";

    @Override
    public void read(List<LayoutFile> files, LayoutFindings found) {
        DownFiles downs = new DownFiles("down");
        List<LayoutFile> here =
                files.stream().filter(file -> file.folder().isEmpty()).toList();
        here.forEach(file -> matched(NAME, file)
                .filter(name -> name.group(3).equals("down"))
                .ifPresent(name -> found.look(() -> downs.add(LayoutFindings.version(file, name.group(1)), file))));
        boolean reversible = here.stream().anyMatch(file -> matched(NAME, file).isPresent());
        for (LayoutFile file : files) {
            Optional<Matcher> name = file.folder().isEmpty() ? matched(NAME, file) : Optional.empty();
            Optional<Matcher> simple =
                    reversible || !file.folder().isEmpty() ? Optional.empty() : matched(SIMPLE, file);
            if (name.isPresent() || simple.isPresent()) {
                name.filter(it -> it.group(3).equals("up"))
                        .or(() -> simple)
                        .ifPresent(up -> found.gather(() -> Optional.of(migration(file, up, downs))));
            } else if (file.isSql()) {
                found.leavesAlone(file);
            }
        }
        downs.refuseOthers(found);
    }

    private static LayoutMigration migration(LayoutFile file, Matcher name, DownFiles downs) {
        Version version = LayoutFindings.version(file, name.group(1));
        return new LayoutMigration(
                Optional.of(version),
                MigrationId.name(name.group(2)),
                part(file),
                downs.of(version).map(GolangMigrateFiles::part));
    }

    private static LayoutPart part(LayoutFile file) {
        boolean none = file.text().text().startsWith(NO_TRANSACTION);
        return LayoutPart.whole(file).with(none ? Optional.of(false) : Optional.empty());
    }

    private static Optional<Matcher> matched(Pattern pattern, LayoutFile file) {
        Matcher matcher = pattern.matcher(file.name());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
