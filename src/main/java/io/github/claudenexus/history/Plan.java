package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is applied, what is pending, and what does not agree: a pure function of class path and history.
 *
 * @param entries every migration that either of them knows, in order
 * @param objection what speaks against all that another tool has recorded
 */
public record Plan(List<MigrationEntry> entries, Optional<Failure> objection) {

    private static final MigrationId FIRST_REPEATABLE = MigrationId.repeatable("");

    /** Copies the list. */
    public Plan {
        entries = List.copyOf(entries);
    }

    /** Where nothing does. */
    public Plan(List<MigrationEntry> entries) {
        this(entries, Optional.empty());
    }

    /** Compares what was found with what was recorded. */
    public static Plan of(List<? extends DiscoveredMigration> found, List<HistoryRow> rows) {
        TreeMap<MigrationId, DiscoveredMigration> known = new TreeMap<>();
        found.forEach(migration -> known.put(migration.id(), migration));
        TreeMap<MigrationId, HistoryRow> recorded = new TreeMap<>();
        rows.forEach(row -> recorded.put(row.id(), row));
        Set<MigrationId> late = late(recorded);
        TreeMap<MigrationId, MigrationEntry> entries = new TreeMap<>();
        known.forEach((id, migration) -> {
            Optional<HistoryRow> row = Optional.ofNullable(recorded.get(id));
            boolean pendingLate = row.isEmpty() && hasLater(recorded, id);
            MigrationState state = row.map(there -> state(migration, there))
                    .orElse(pendingLate ? MigrationState.OUT_OF_ORDER : MigrationState.PENDING);
            boolean outOfOrder = pendingLate || late.contains(id);
            entries.put(id, new MigrationEntry(id, state, Optional.of(migration), row, outOfOrder));
        });
        recorded.forEach((id, row) -> {
            boolean newest = !id.isRepeatable() && !hasLater(known, id);
            MigrationState state = newest ? MigrationState.AHEAD : MigrationState.MISSING;
            entries.putIfAbsent(
                    id, new MigrationEntry(id, state, Optional.empty(), Optional.of(row), late.contains(id)));
        });
        return new Plan(List.copyOf(entries.values()));
    }

    /** The same; where other tools' histories are not to be looked at, as if there were none. */
    public Plan heeding(PlanRequest.Others others) {
        boolean without = others == PlanRequest.Others.IGNORE
                && entries.stream().allMatch(entry -> entry.row().isEmpty());
        return without
                ? new Plan(entries.stream()
                        .filter(entry -> entry.migration().isPresent())
                        .map(entry -> entry.in(MigrationState.PENDING))
                        .toList())
                : this;
    }

    /** Whether one of them has a later version; repeatable migrations have none. */
    private static boolean hasLater(NavigableMap<MigrationId, ?> all, MigrationId id) {
        return all.headMap(FIRST_REPEATABLE, false).higherKey(id) != null;
    }

    /** Those that were applied after one of a later version. */
    private static Set<MigrationId> late(NavigableMap<MigrationId, HistoryRow> recorded) {
        Set<MigrationId> late = new TreeSet<>();
        int earliest = Integer.MAX_VALUE;
        for (HistoryRow row :
                recorded.headMap(FIRST_REPEATABLE, false).descendingMap().values()) {
            int order = row.application().order();
            if (order > earliest) {
                late.add(row.id());
            }
            earliest = Math.min(earliest, order);
        }
        return late;
    }

    private static MigrationState state(DiscoveredMigration migration, HistoryRow row) {
        if (isAnother(row, migration)) {
            return MigrationState.CHANGED;
        }
        return switch (row.phase()) {
            case STARTED, ONLINE -> MigrationState.INTERRUPTED;
            case UNDOING -> MigrationState.HALF_UNDONE;
            case APPLIED ->
                differ(migration.checksum(), row.checksum()) ? changed(migration.id()) : MigrationState.APPLIED;
        };
    }

    private static MigrationState changed(MigrationId id) {
        return id.isRepeatable() ? MigrationState.PENDING : MigrationState.CHANGED;
    }

    static boolean isAnother(HistoryRow row, DiscoveredMigration migration) {
        return !row.id().equals(migration.id()) || !row.kind().equals(migration.kind());
    }

    // Hashes of two algorithms cannot be compared; a new version of the plugin must not cry wolf.
    static boolean differ(Checksum now, Checksum then) {
        return now.algorithm().equals(then.algorithm()) && !now.value().equals(then.value());
    }

    /** The same, with these migrations taken for applied: what is known when the history cannot be read again. */
    public Plan applied(Set<MigrationId> applied) {
        return with(applied, entry -> entry.in(MigrationState.APPLIED));
    }

    /** The same, with these migrations taken for undone. */
    public Plan undone(Set<MigrationId> undone) {
        return with(
                undone,
                entry -> new MigrationEntry(
                        entry.id(), MigrationState.PENDING, entry.migration(), Optional.empty(), false));
    }

    private Plan with(Set<MigrationId> some, UnaryOperator<MigrationEntry> other) {
        return new Plan(entries.stream()
                .map(entry -> some.contains(entry.id()) ? other.apply(entry) : entry)
                .toList());
    }

    /** The next place in the order of application. */
    public int nextOrder() {
        return 1
                + entries.stream()
                        .flatMap(entry -> entry.row().stream())
                        .mapToInt(row -> row.application().order())
                        .max()
                        .orElse(0);
    }

    /** The entries in one of these states. */
    public List<MigrationEntry> in(MigrationState... states) {
        List<MigrationState> wanted = List.of(states);
        return entries.stream().filter(entry -> wanted.contains(entry.state())).toList();
    }

    /** The migrations that are not applied as they are here. */
    public List<DiscoveredMigration> notAsApplied() {
        return found(entry -> entry.state() != MigrationState.APPLIED);
    }

    /** The migrations of which the history knows how their down was. */
    public List<DiscoveredMigration> withKnownDown() {
        return found(entry -> entry.row().flatMap(HistoryRow::downChecksum).isPresent());
    }

    private List<DiscoveredMigration> found(Predicate<MigrationEntry> wanted) {
        return entries.stream()
                .filter(wanted)
                .flatMap(entry -> entry.migration().stream())
                .toList();
    }

    /** Why nothing may be applied as things stand; empty when nothing speaks against it. */
    public Optional<Failure> disagreement(PlanRequest request) {
        return Stream.of(
                        TakeOver.refusal(this),
                        first(MigrationState.HALF_UNDONE).map(Plan::halfUndone),
                        first(MigrationState.AHEAD).map(this::ahead),
                        // What a repeatable one has made goes with a migration that drops it.
                        in(MigrationState.MISSING).stream()
                                .filter(entry -> !entry.id().isRepeatable())
                                .findFirst()
                                .map(Plan::missing),
                        in(MigrationState.CHANGED).stream()
                                .filter(entry -> request.strictClasses() || stops(entry))
                                .findFirst()
                                .map(Plan::changed),
                        first(MigrationState.OUT_OF_ORDER)
                                .filter(entry -> !request.allowOutOfOrder())
                                .map(this::outOfOrder))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Why the history cannot be that of these migrations; empty where all that speaks against a run is that one is late, or
     * that another tool's history has not been taken over. What shows the history of another project comes first.
     */
    public Optional<Failure> contradiction() {
        return TakeOver.flaw(this)
                .or(() -> in(MigrationState.CHANGED).stream()
                        .filter(entry -> isAnother(
                                entry.row().orElseThrow(), entry.migration().orElseThrow()))
                        .findFirst()
                        .map(Plan::changed))
                .or(() -> in(MigrationState.TO_TAKE_OVER).isEmpty()
                        ? disagreement(new PlanRequest(Optional.empty(), Optional.empty(), false, false, true))
                        : Optional.empty());
    }

    /** Why a gate that allows nothing pending stays shut; empty when all is applied and agrees. */
    public Optional<Failure> unfinished() {
        return disagreement(PlanRequest.ALL).or(() -> {
            List<MigrationEntry> open = in(MigrationState.PENDING, MigrationState.INTERRUPTED);
            return open.isEmpty() ? Optional.empty() : Optional.of(pending(open));
        });
    }

    private static Failure pending(List<MigrationEntry> open) {
        String names = open.stream().map(entry -> entry.id().toString()).collect(Collectors.joining(", "));
        return Failure.of(
                FailureCode.PENDING,
                (open.size() == 1 ? "1 migration is" : open.size() + " migrations are") + " not applied: " + names
                        + ".",
                "Run nexus:migrate on this database.");
    }

    private static boolean stops(MigrationEntry entry) {
        HistoryRow row = entry.row().orElseThrow();
        return !row.kind().equals("java") || isAnother(row, entry.migration().orElseThrow());
    }

    /**
     * The migrations to run now, in order.
     *
     * @throws io.github.claudenexus.failure.NexusException when class path and history disagree, or the request names a
     *     migration that there is not
     */
    public List<MigrationEntry> toRun(PlanRequest request) {
        request.target().ifPresent(version -> require(version, "nexus.target"));
        request.only().ifPresent(version -> require(version, "nexus.only"));
        disagreement(request).ifPresent(failure -> {
            throw failure.exception();
        });
        List<MigrationEntry> open =
                entries.stream().filter(entry -> request.applies(entry.state())).toList();
        if (request.only().isPresent()) {
            List<MigrationEntry> pending = only(open, request.only().get());
            return request.again() && pending.isEmpty() ? again(request.only().get()) : pending;
        }
        return open.stream()
                .filter(entry -> request.asksFor(entry.id().version()))
                .toList();
    }

    private List<MigrationEntry> again(Version version) {
        List<MigrationEntry> applied = entries.stream()
                .filter(entry -> entry.id().version().equals(version))
                .toList();
        MigrationEntry entry = applied.get(0);
        if (!entry.migration().map(DiscoveredMigration::safeToRepeat).orElse(false)) {
            throw Failure.of(
                            FailureCode.NOT_REPEATABLE,
                            entry.id() + " was applied on "
                                    + entry.row().orElseThrow().appliedAt()
                                    + " and is not declared safe to apply again.",
                            "Put what is to be done into a new migration.")
                    .exception();
        }
        return applied;
    }

    private static List<MigrationEntry> only(List<MigrationEntry> open, Version version) {
        List<String> before = open.stream()
                .filter(entry -> entry.id().version().compareTo(version) < 0)
                .map(entry -> entry.id().toString())
                .toList();
        List<MigrationEntry> wanted = open.stream()
                .filter(entry -> entry.id().version().equals(version))
                .toList();
        if (!wanted.isEmpty() && !before.isEmpty()) {
            throw Failure.of(
                            FailureCode.UNKNOWN_MIGRATION,
                            wanted.get(0).id() + " cannot be applied alone: " + String.join(", ", before)
                                    + (before.size() == 1
                                            ? " comes before it and is not."
                                            : " come before it and are not."),
                            "Apply those first, or use -Dnexus.target="
                                    + wanted.get(0).id().version() + " to apply them all in order.")
                    .exception();
        }
        return wanted;
    }

    /** Refuses a version that no migration has. */
    void require(Version version, String parameter) {
        if (entries.stream().noneMatch(entry -> entry.id().version().equals(version))) {
            List<Version> versions = entries.stream()
                    .map(entry -> entry.id().version())
                    .filter(one -> !one.isRepeatable())
                    .toList();
            String range = versions.isEmpty()
                    ? "there are none"
                    : "there are " + versions.get(0) + " to " + versions.get(versions.size() - 1);
            throw Failure.of(
                            FailureCode.UNKNOWN_MIGRATION,
                            parameter + " names " + version + ", and no migration has that version: " + range + ".",
                            "Run nexus:status to see every version.")
                    .exception();
        }
    }

    private Optional<MigrationEntry> first(MigrationState state) {
        return in(state).stream().findFirst();
    }

    private static Failure halfUndone(MigrationEntry entry) {
        return Failure.of(
                FailureCode.HALF_UNDONE,
                entry.id() + " is half undone: its down, which is not transactional, began and has not ended.",
                "Run nexus:rollback -Dnexus.count=1, which runs that down again; then nexus:migrate applies the migration"
                        + " again.");
    }

    private Failure ahead(MigrationEntry entry) {
        String last = entries.stream()
                .filter(known -> known.migration().isPresent() && !known.id().isRepeatable())
                .reduce((one, other) -> other)
                .map(known -> known.id().toString())
                .orElse("none");
        return Failure.of(
                FailureCode.AHEAD,
                "The database is ahead of the code: " + entry.id() + " was applied to it, the newest migration here is "
                        + last + ".",
                "Check out the version of the code that this database belongs to, or a newer one.");
    }

    private static Failure missing(MigrationEntry entry) {
        return Failure.of(
                FailureCode.MISSING,
                entry.id() + " was applied on " + entry.row().orElseThrow().appliedAt()
                        + " and is not on the class path.",
                "Bring the migration back: its file or class must stay as long as a database carries it.");
    }

    private static Failure changed(MigrationEntry entry) {
        HistoryRow row = entry.row().orElseThrow();
        DiscoveredMigration migration = entry.migration().orElseThrow();
        if (isAnother(row, migration)) {
            return Failure.of(
                    FailureCode.CHANGED,
                    entry.id().version() + " is " + entry.id() + " (" + migration.kind() + ") on the class path, but "
                            + row.id() + " (" + row.kind() + ") was applied on " + row.appliedAt() + ".",
                    "Give the new migration the next free version and bring the applied one back. If this is the history of"
                            + " another project, name a schema of this project's own in nexus.schema.");
        }
        return Failure.of(
                FailureCode.CHANGED,
                entry.id() + " (" + migration.origin() + ") was applied on " + row.appliedAt()
                        + " and has been edited since.",
                "Undo the edit and put the change into a new migration with the next version.");
    }

    private Failure outOfOrder(MigrationEntry entry) {
        String newest = entries.stream()
                .filter(applied -> applied.row().isPresent() && !applied.id().isRepeatable())
                .reduce((one, other) -> other)
                .map(applied -> applied.id().toString())
                .orElse("");
        return Failure.of(
                FailureCode.OUT_OF_ORDER,
                entry.id() + " has not been applied and is older than " + newest + ", which has.",
                "Give it the next free version: rename its class or file. Or apply it all the same, out of order, with"
                        + " -Dnexus.allowOutOfOrder=true.");
    }
}
