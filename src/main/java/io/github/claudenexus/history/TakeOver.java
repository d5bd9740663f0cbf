package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.Version;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.OtherHistory.OtherRow;
import io.github.claudenexus.history.OtherHistory.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is applied by the history of another tool, where ours has none: each of its rows, held against the files. Pure. */
final class TakeOver {

    private static final MigrationId NOTHING = new MigrationId(Version.of("0"), "");

    private final Plan plan;
    private final Optional<Failure> several;
    private final Map<MigrationId, MigrationEntry> entries = new TreeMap<>();
    private int order;

    private TakeOver(Plan plan, Optional<Failure> several) {
        this.plan = plan;
        this.several = several;
    }

    /**
     * The plan of a database with no history of ours, with what these say.
     *
     * @throws io.github.claudenexus.failure.NexusException for a version that is none here
     */
    static Plan of(Plan plan, List<OtherHistory> histories) {
        TakeOver all = new TakeOver(plan, several(histories));
        plan.entries().forEach(entry -> all.entries.put(entry.id(), entry));
        histories.forEach(history -> history.rows().forEach(row -> all.add(history, row)));
        return new Plan(all.late());
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

    private void add(OtherHistory history, OtherRow row) {
        if (row.version().isEmpty()) {
            addRepeatable(history, row);
            return;
        }
        MigrationId id = new MigrationId(version(history, row), row.name());
        Optional<Failure> failed = row.flaw()
                .map(flaw ->
                        failure(said(history, row) + " " + flaw, history.tool().mending()));
        Elsewhere elsewhere = elsewhere(history, row);
        if (row.reach() != Reach.ONE) {
            plan.entries().stream()
                    .filter(entry -> entry.id().compareTo(id) < 0)
                    .forEach(entry -> take(entry, elsewhere));
        }
        MigrationEntry known = entries.get(id);
        if (known != null) {
            take(known, elsewhere.unless(failed).unless(edited(history, row, known)));
        } else if (row.reach() != Reach.BASELINE) {
            MigrationEntry unknown =
                    new MigrationEntry(id, MigrationState.TO_TAKE_OVER, Optional.empty(), Optional.empty(), false);
            take(unknown, elsewhere.unless(failed).unless(Optional.of(missing(history, row))));
        }
    }

    // One that is not as it was applied is pending, as it is for that tool.
    private void addRepeatable(OtherHistory history, OtherRow row) {
        MigrationEntry known = entries.get(MigrationId.repeatable(MigrationId.name(row.name())));
        if (known != null && row.flaw().isEmpty() && edited(history, row, known).isEmpty()) {
            take(known, elsewhere(history, row));
        }
    }

    private Elsewhere elsewhere(OtherHistory history, OtherRow row) {
        return new Elsewhere(
                history.tool().title(),
                history.table(),
                order,
                row.application(),
                order == 0 ? several : Optional.empty());
    }

    private void take(MigrationEntry entry, Elsewhere elsewhere) {
        entries.put(entry.id(), entry.takenFrom(elsewhere.at(order++)));
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

    private static Version version(OtherHistory history, OtherRow row) {
        String written = row.version().orElseThrow();
        Version.flaw(written).ifPresent(flaw -> {
            throw failure(
                            said(history, row) + " has a version that cannot be one here: it " + flaw,
                            "Begin a history that knows nothing of that one: nexus.takeOver=false.")
                    .exception();
        });
        return Version.of(written);
    }

    private static Failure missing(OtherHistory history, OtherRow row) {
        return failure(
                said(history, row) + " is applied, and no migration here has that version",
                "Bring its file back; or say where the files are and how they are named: nexus.locations, nexus.layout.");
    }

    private static Optional<Failure> edited(OtherHistory history, OtherRow row, MigrationEntry known) {
        return row.checksum()
                .filter(then -> known.migration()
                        .filter(migration -> migration instanceof SqlMigration sql
                                && !sql.elsewhere().have(then))
                        .isPresent())
                .map(then -> failure(
                        known.migration().map(DiscoveredMigration::origin).orElseThrow() + " is not what "
                                + history.tool().title() + " applied: its checksum is another than " + then + " in "
                                + history.table(),
                        "Undo the edit, and put the change into a new migration."));
    }

    private static String said(OtherHistory history, OtherRow row) {
        return "By the history of " + history.tool().title() + ", " + history.table() + ", "
                + row.version().orElseThrow() + (row.name().isEmpty() ? "" : " (" + row.name() + ")");
    }

    private static Failure failure(String message, String hint) {
        return Failure.of(FailureCode.TAKE_OVER, message, hint);
    }
}
