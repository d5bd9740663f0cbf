package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Diesel's folders, each a migration: {@code 2024-01-31-120000_add_x} with {@code up.sql}, {@code down.sql} and
 * {@code metadata.toml}. What stands before the first underscore is the version, without its hyphens.
 */
final class DieselFolders implements LayoutReader {

    private static final Pattern IN_TRANSACTION =
            Pattern.compile("^\\s*run_in_transaction\\s*=\\s*(\\w+)", Pattern.MULTILINE);

    @Override
    public void read(List<LayoutFile> files, LayoutFindings found) {
        Map<String, List<LayoutFile>> folders = files.stream()
                .filter(file -> !file.folder().isEmpty() && !file.folder().startsWith("."))
                .collect(Collectors.groupingBy(DieselFolders::place, TreeMap::new, Collectors.toList()));
        files.stream().filter(file -> file.folder().isEmpty() && file.isSql()).forEach(found::leavesAlone);
        NavigableMap<String, LayoutMigration> byText = new TreeMap<>();
        folders.values()
                .forEach(content -> found.gather(() -> {
                    String folder = folder(content.get(0));
                    LayoutMigration migration = migration(folder, content);
                    byText.put(written(folder), migration);
                    return Optional.of(migration);
                }));
        found.refuseOtherOrder(byText);
    }

    private static String folder(LayoutFile file) {
        return file.path().split("/", 2)[0];
    }

    // Two locations may have a folder of one name.
    private static String place(LayoutFile file) {
        return file.place().substring(0, file.place().length() - file.path().length()) + folder(file);
    }

    private static String written(String folder) {
        return folder.split("_", 2)[0].replace("-", "");
    }

    private static LayoutMigration migration(String folder, List<LayoutFile> content) {
        Map<String, LayoutFile> byName = content.stream()
                .filter(file -> file.folder().equals(folder))
                .collect(Collectors.toMap(LayoutFile::name, Function.identity()));
        LayoutFile up = byName.get("up.sql");
        if (up == null) {
            LayoutFile any = content.get(0);
            throw any.bad(
                    FailureCode.MISNAMED,
                    "is in a folder without up.sql, which is no migration of Diesel",
                    "Write up.sql beside it, or move the folder elsewhere.");
        }
        Optional<Boolean> inTransaction = Optional.of(Optional.ofNullable(byName.get("metadata.toml"))
                .map(DieselFolders::inTransaction)
                .orElse(true));
        String[] parts = folder.split("_", 2);
        return new LayoutMigration(
                Optional.of(LayoutFindings.version(up, written(folder))),
                MigrationId.name(parts.length > 1 ? parts[1] : ""),
                LayoutPart.whole(up).with(inTransaction),
                Optional.ofNullable(byName.get("down.sql"))
                        .map(down -> LayoutPart.whole(down).with(inTransaction)));
    }

    // A file that does not say it means no, as in Diesel.
    private static boolean inTransaction(LayoutFile metadata) {
        Matcher matcher = IN_TRANSACTION.matcher(metadata.text().text());
        return matcher.find() && matcher.group(1).equals("true");
    }
}
