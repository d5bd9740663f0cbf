package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.failure.NexusException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a folder of another tool's files holds: migrations, remarks and problems, as its reader finds them. */
public final class LayoutFindings {

    private static final int NAMED = 5;

    private final Layout layout;
    private final Failures problems;
    private final Consumer<String> remarks;
    private final List<LayoutMigration> migrations = new ArrayList<>();
    private final List<String> leftAlone = new ArrayList<>();

    public LayoutFindings(Layout layout, Failures problems, Consumer<String> remarks) {
        this.layout = layout;
        this.problems = problems;
        this.remarks = remarks;
    }

    /** Reads a migration, keeping what is wrong with it. */
    void gather(Supplier<Optional<LayoutMigration>> reading) {
        problems.gather(reading).ifPresent(migrations::add);
    }

    /** Looks at a file that is no migration by itself, keeping what is wrong with it. */
    void look(Runnable looking) {
        gather(() -> {
            looking.run();
            return Optional.empty();
        });
    }

    /** Something is wrong. */
    void problem(NexusException problem) {
        look(() -> {
            throw problem;
        });
    }

    /** Something is worth saying. */
    void remark(String sentence) {
        remarks.accept(sentence);
    }

    /** A file that the other tool passes over without a word. */
    void leavesAlone(LayoutFile file) {
        leftAlone.add(file.origin());
    }

    /** A version as its author wrote it, or the failure that says why it is none. */
    static Version version(LayoutFile file, String written) {
        Version.flaw(written).ifPresent(flaw -> {
            throw file.bad(
                    FailureCode.MISNAMED,
                    "is of the version \"" + written + "\", which " + flaw,
                    "A version is a whole number, or several with a dot between them, of " + Version.MOST_DIGITS
                            + " digits each at most.");
        });
        return Version.of(written);
    }

    /** The tool has no two files for one migration and direction. */
    static NexusException twice(LayoutFile first, LayoutFile second, String what) {
        return second.bad(
                FailureCode.DUPLICATE_NUMBER,
                "is a second " + what + ", beside " + first.origin(),
                "Delete one of them, or rename it.");
    }

    /**
     * Refuses versions that the tool would apply in another order, because it compares them as text.
     *
     * @param byText the migrations by their names in the file system
     */
    void refuseOtherOrder(NavigableMap<String, LayoutMigration> byText) {
        LayoutMigration before = null;
        for (LayoutMigration migration : byText.values()) {
            if (before != null
                    && before.version()
                                    .orElseThrow()
                                    .compareTo(migration.version().orElseThrow())
                            > 0) {
                problem(migration
                        .up()
                        .file()
                        .bad(
                                FailureCode.MISNAMED,
                                "comes after " + before.up().file().origin() + " for " + layout.tool()
                                        + ", which compares names as text, and before it by its number",
                                "Give all versions the same number of digits."));
                return;
            }
            before = migration;
        }
    }

    /** The migrations that were found; says which files were left alone. */
    public List<LayoutMigration> end() {
        if (!leftAlone.isEmpty()) {
            Set<String> names = new TreeSet<>(leftAlone);
            String shown = String.join(", ", names.stream().limit(NAMED).toList());
            int more = names.size() - NAMED;
            remark((names.size() == 1
                            ? "No migration by its name"
                            : names.size() + " files are no migration by their name")
                    + ", and left alone as " + layout.tool() + " does: " + shown
                    + (more > 0 ? " and " + more + " more." : "."));
        }
        return migrations;
    }
}
