package io.github.claudenexus.history;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryRow.RecordedBy;
import io.github.claudenexus.history.OtherHistory.OtherRow;
import io.github.claudenexus.history.OtherHistory.Reach;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is applied by the history of another tool, where ours has none: each of its rows, held against the files. Pure. */
public final class TakeOver {

    private static final MigrationId NOTHING = new MigrationId(Version.of("0"), "");
    private static final String FILES =
            "say where the files are and how they are named: nexus.locations, nexus.layout.";

    private final Plan plan;
    private final Map<MigrationId, MigrationEntry> entries = new TreeMap<>();
    private Optional<Failure> objection;
    private int order;

    private TakeOver(Plan plan, Optional<Failure> objection) {
        this.plan = plan;
        this.objection = objection;
    }

    /** The plan of a database with no history of ours, with what these say. */
    static Plan of(Plan plan, List<OtherHistory> histories) {
        TakeOver all = new TakeOver(plan, several(histories).or(() -> unreadable(histories)));
        plan.entries().forEach(entry -> all.entries.put(entry.id(), entry));
        histories.forEach(history -> history.rows().forEach(row -> all.add(history, row)));
        return new Plan(all.late(), all.objection);
    }

    private static Optional<Failure> several(List<OtherHistory> histories) {
        return histories.size() < 2
                ? Optional.empty()
                : Optional.of(failure(
                        "This database has the histories of "
                                + histories.stream()
                                        .map(one -> one.tool().title() + " (" + one.table() + ")")
                                        .collect(Collectors.joining(" and of ")),
                        "One of them is not in use any more: rename its table, or drop it."));
    }

    private static Optional<Failure> unreadable(List<OtherHistory> histories) {
        return histories.stream()
                .filter(history -> !history.readable())
                .findFirst()
                .map(history -> failure(
                        "This database has a history of " + history.tool().title() + ", " + history.table()
                                + ", which this role may not read",
                        "Grant it: GRANT SELECT ON " + history.table() + " TO the role. Or begin with the first"
                                + " migration, whatever is there: -Dnexus.takeOver=false."));
    }

    private void add(OtherHistory history, OtherRow row) {
        Optional<String> flaw = row.version().flatMap(Version::flaw);
        if (flaw.isPresent()) {
            objection = objection.or(() -> Optional.of(failure(
                    said(history, row) + " has a version that cannot be one here: it " + flaw.get(),
                    "Begin with the first migration, whatever is there: -Dnexus.takeOver=false.")));
        } else if (row.version().isPresent()) {
            add(history, row, new MigrationId(Version.of(row.version().get()), row.name()));
        } else {
            addRepeatable(history, row, MigrationId.repeatable(MigrationId.name(row.name())));
        }
    }

    private void add(OtherHistory history, OtherRow row, MigrationId id) {
        if (row.reach() != Reach.ONE) {
            plan.entries().stream()
                    .filter(entry -> entry.id().compareTo(id) < 0 && !hasItsOwnRow(entry.id(), row))
                    .forEach(entry -> take(entry, history, row, Optional.empty()));
        }
        MigrationEntry known = entries.get(id);
        if (known != null && hasItsOwnRow(id, row)) {
            return;
        }
        if (known != null) {
            take(known, history, row, failed(history, row).or(() -> difference(history, row, known)));
        } else if (row.reach() != Reach.BASELINE) {
            take(unknown(id), history, row, failed(history, row).or(() -> Optional.of(missing(history, row))));
        }
    }

    // What was applied before the baseline was set has been applied all the same.
    private boolean hasItsOwnRow(MigrationId id, OtherRow row) {
        MigrationEntry known = entries.get(id);
        return row.reach() == Reach.BASELINE
                && known != null
                && known.elsewhere().isPresent();
    }

    // One that is not as it was applied is pending, as it is for that tool; so is one that is gone.
    private void addRepeatable(OtherHistory history, OtherRow row, MigrationId id) {
        MigrationEntry known = entries.get(id);
        if (row.flaw().isPresent()) {
            take(known == null ? unknown(id) : known, history, row, failed(history, row));
        } else if (known != null && edited(history, row, known).isEmpty()) {
            take(known, history, row, Optional.empty());
        }
    }

    private static MigrationEntry unknown(MigrationId id) {
        return new MigrationEntry(id, MigrationState.PENDING, Optional.empty(), Optional.empty(), false);
    }

    private void take(MigrationEntry entry, OtherHistory history, OtherRow row, Optional<Failure> flaw) {
        Optional<Failure> before = Optional.ofNullable(entries.get(entry.id()))
                .flatMap(MigrationEntry::elsewhere)
                .flatMap(Elsewhere::flaw);
        Elsewhere elsewhere = new Elsewhere(
                history.tool().title(),
                history.table(),
                order++,
                row.application(),
                row.reach() == Reach.BASELINE ? RecordedBy.BASELINE : RecordedBy.TAKE_OVER,
                before.or(() -> flaw));
        entries.put(entry.id(), entry.takenFrom(elsewhere));
    }

    // What comes before one that is taken over, and is not itself, is late.
    private List<MigrationEntry> late() {
        MigrationId last = entries.values().stream()
                .filter(entry -> entry.elsewhere().isPresent())
                .map(MigrationEntry::id)
                .filter(id -> !id.isRepeatable())
                .reduce((one, other) -> other)
                .orElse(NOTHING);
        return entries.values().stream()
                .map(entry -> entry.elsewhere().isEmpty() && entry.id().compareTo(last) < 0
                        ? entry.in(MigrationState.OUT_OF_ORDER)
                        : entry)
                .toList();
    }

    private static Optional<Failure> failed(OtherHistory history, OtherRow row) {
        return row.flaw()
                .map(flaw ->
                        failure(said(history, row) + " " + flaw, history.tool().correction()));
    }

    private static Failure missing(OtherHistory history, OtherRow row) {
        return failure(
                said(history, row) + " is applied, and no migration here has that version",
                "Bring its file back; or " + FILES + " If that history is of another project: -Dnexus.takeOver=false.");
    }

    private static Optional<Failure> difference(OtherHistory history, OtherRow row, MigrationEntry known) {
        boolean compared =
                row.checksum().isPresent() && known.migration().stream().anyMatch(SqlMigration.class::isInstance);
        return compared ? edited(history, row, known) : otherName(history, row, known);
    }

    private static Optional<Failure> edited(OtherHistory history, OtherRow row, MigrationEntry known) {
        return row.checksum().flatMap(then -> known.migration()
                .filter(SqlMigration.class::isInstance)
                .map(SqlMigration.class::cast)
                .filter(sql -> !sql.elsewhere().have(then))
                .map(sql -> failure(
                        sql.origin() + " is not what " + history.tool().title() + " applied: its checksum is "
                                + sql.elsewhere().like(then) + ", and " + then + " in " + history.table(),
                        "Undo the edit, and put the change into a new migration."
                                + history.tool().realigning())));
    }

    // Where nothing else can be compared.
    private static Optional<Failure> otherName(OtherHistory history, OtherRow row, MigrationEntry known) {
        boolean same = row.reach() != Reach.ONE
                || row.name().isEmpty()
                || letters(row.name()).equals(letters(known.id().name()));
        return same
                ? Optional.empty()
                : Optional.of(failure(
                        said(history, row) + " is applied, and here that version is " + known.id(),
                        "Give one of the two another version if they are two migrations; or " + FILES));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String said(OtherHistory history, OtherRow row) {
        return "By the history of " + history.tool().title() + ", " + history.table() + ", "
                + row.version()
                        .map(version -> version + (row.name().isEmpty() ? "" : " (" + row.name() + ")"))
                        .orElse(row.name());
    }

    /** Why nothing may be applied before that history is taken over; empty where there is none. */
    public static Optional<Failure> refusal(Plan plan) {
        List<Elsewhere> all = elsewhere(plan);
        return flaw(plan).or(() -> all.stream().findFirst().map(other -> stopped(other, all.size())));
    }

    /** Why that history cannot be taken over. */
    static Optional<Failure> flaw(Plan plan) {
        return plan.objection().or(() -> elsewhere(plan).stream()
                .flatMap(other -> other.flaw().stream())
                .findFirst());
    }

    private static List<Elsewhere> elsewhere(Plan plan) {
        return inOrder(plan).flatMap(entry -> entry.elsewhere().stream()).toList();
    }

    private static Failure stopped(Elsewhere other, int count) {
        return failure(
                "This database has a history of " + other.tool() + ", " + other.table()
                        + ", and none of nexus: by that one " + count
                        + (count == 1 ? " migration is" : " migrations are") + " applied.",
                "-Dnexus.takeOver=true records them, runs none, and leaves " + other.table()
                        + " as it is; -Dnexus.takeOver=false begins with the first migration, whatever is there.");
    }

    /**
     * What is to be recorded, in the order in which it was applied.
     *
     * @param table the history table
     * @throws io.github.claudenexus.failure.NexusException when there is nothing, or something speaks against it
     */
    public static List<Recording> recordings(Plan plan, String table) {
        long rows =
                plan.entries().stream().filter(entry -> entry.row().isPresent()).count();
        if (rows > 0) {
            throw failure(
                            "nexus.takeOver=true is for a database without a history of nexus, and " + table + " has "
                                    + (rows == 1 ? "1 row." : rows + " rows."),
                            "Leave nexus.takeOver out: nexus:migrate applies what is pending.")
                    .exception();
        }
        List<MigrationEntry> taken = inOrder(plan).toList();
        flaw(plan).ifPresent(flaw -> {
            throw flaw.exception();
        });
        if (taken.isEmpty()) {
            throw failure(
                            "nexus.takeOver=true finds nothing to take over: no table of another tool, in a schema of the"
                                    + " search path, says that one of these migrations is applied.",
                            "Have the search path lead to the schema of that table; which tables are known, the page of"
                                    + " this failure says. On a database that no tool has migrated, leave nexus.takeOver"
                                    + " out.")
                    .exception();
        }
        return taken.stream().map(Recording::of).toList();
    }

    private static Stream<MigrationEntry> inOrder(Plan plan) {
        return plan.in(MigrationState.TO_TAKE_OVER).stream()
                .sorted(Comparator.comparing(
                        entry -> entry.elsewhere().orElseThrow().order()));
    }

    private static Failure failure(String message, String hint) {
        return Failure.of(FailureCode.TAKE_OVER, message, hint);
    }
}
