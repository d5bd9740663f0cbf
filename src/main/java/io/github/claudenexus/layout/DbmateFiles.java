package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import io.github.claudenexus.sql.SourceText.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of dbmate, in the folder and not below it: {@code 20240131120000_add_x.sql} with the blocks
 * {@code -- migrate:up} and {@code -- migrate:down}, each of which may say {@code transaction:false}.
 */
final class DbmateFiles implements LayoutReader {

    private static final Pattern NAME = Pattern.compile("([0-9]+)(.*)\\.sql");
    private static final Pattern MARK =
            Pattern.compile("^--\\s*migrate:(up|down)(?:[ \\t]+(\\S.*?))?[ \\t]*$", Pattern.MULTILINE);
    private static final Pattern NO_TRANSACTION = Pattern.compile("(?:^|.*\\s)transaction:false(?:\\s.*|$)");
    private static final Pattern ONLY_COMMENTS = Pattern.compile("(?:\\s*(?:--.*)?\\n?)*");

    @Override
    public void read(List<LayoutFile> files, LayoutFindings found) {
        NavigableMap<String, LayoutMigration> byText = new TreeMap<>();
        for (LayoutFile file : files) {
            Matcher name = NAME.matcher(file.name());
            if (file.folder().isEmpty() && name.matches()) {
                found.gather(() -> {
                    LayoutMigration migration = migration(file, name);
                    byText.put(file.name(), migration);
                    return Optional.of(migration);
                });
            } else if (file.isSql()) {
                found.leavesAlone(file);
            }
        }
        found.refuseOtherOrder(byText);
    }

    private static LayoutMigration migration(LayoutFile file, Matcher name) {
        Version version = LayoutFindings.version(file, name.group(1));
        String text = file.text().text();
        List<Block> blocks = blocks(text);
        if (blocks.isEmpty() || !blocks.get(0).up()) {
            throw file.bad(
                    FailureCode.BAD_SQL_FILE,
                    "does not begin with the line '-- migrate:up'",
                    "Write '-- migrate:up' before its statements, and '-- migrate:down' before those that undo them.");
        }
        if (!ONLY_COMMENTS.matcher(text.substring(0, blocks.get(0).mark())).matches()) {
            throw file.bad(
                    0,
                    "a statement comes before '-- migrate:up'",
                    "Move it below that line: dbmate refuses such a file too.");
        }
        return new LayoutMigration(
                Optional.of(version),
                MigrationId.name(name.group(2).replaceFirst("^[_-]", "")),
                part(file, blocks, true).orElseThrow(),
                part(file, blocks, false));
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        boolean more = mark.find();
        while (more) {
            boolean up = mark.group(1).equals("up");
            String options = Optional.ofNullable(mark.group(2)).orElse("");
            int start = mark.start();
            int end = mark.end();
            more = mark.find();
            blocks.add(new Block(
                    up,
                    !NO_TRANSACTION.matcher(options).matches(),
                    start,
                    new Range(end, more ? mark.start() : text.length())));
        }
        return blocks;
    }

    // A file may have several of each; dbmate runs those of one direction in the order of the file.
    private static Optional<LayoutPart> part(LayoutFile file, List<Block> blocks, boolean up) {
        List<Block> same = blocks.stream().filter(block -> block.up() == up).toList();
        if (same.isEmpty()) {
            return Optional.empty();
        }
        boolean transactional = same.get(0).transactional();
        same.stream()
                .filter(block -> block.transactional() != transactional)
                .findFirst()
                .ifPresent(other -> {
                    throw file.bad(
                            other.mark(),
                            "this block runs in a transaction and one before it does not, or the other way round",
                            "Make two migrations of the file: one is one transaction, or none.");
                });
        return Optional.of(LayoutPart.of(file, same.stream().map(Block::content).toList(), Optional.of(transactional)));
    }

    /**
     * A block of a file.
     *
     * @param up whether it applies the migration, or undoes it
     * @param transactional whether it runs in a transaction
     * @param mark where the line that begins it is
     * @param content what follows that line
     */
    private record Block(boolean up, boolean transactional, int mark, Range content) {}
}
