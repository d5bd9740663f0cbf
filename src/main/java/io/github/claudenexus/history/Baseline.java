package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.Version;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Names;
import io.github.claudenexus.sql.CreatedRelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a database without a history is said to have already: the migrations up to a version. They are recorded and not
 * run.
 *
 * @param version the version
 * @param recorded the migrations at or below it
 * @param later those above it
 */
public record Baseline(Version version, List<DiscoveredMigration> recorded, List<DiscoveredMigration> later) {

    private static final String HINT = "Name the last version whose changes this database has already.";

    /** Copies the lists. */
    public Baseline {
        recorded = List.copyOf(recorded);
        later = List.copyOf(later);
    }

    /**
     * The baseline at this version.
     *
     * @param table the history table
     * @throws io.github.claudenexus.failure.NexusException when there is a history, or the version is above or below all
     */
    public static Baseline of(Plan plan, Version version, String table) {
        long rows =
                plan.entries().stream().filter(entry -> entry.row().isPresent()).count();
        if (rows > 0) {
            throw refused(
                    "nexus.baseline is for a database without a history, and " + table + " has "
                            + (rows == 1 ? "1 row." : rows + " rows."),
                    "Leave nexus.baseline out: nexus:migrate applies what is pending.");
        }
        plan.in(MigrationState.TO_TAKE_OVER).stream().findFirst().ifPresent(entry -> {
            Elsewhere other = entry.elsewhere().orElseThrow();
            throw refused(
                    "nexus.baseline is for a database without a history, and this one has one of " + other.tool() + ", "
                            + other.table() + ".",
                    "Take it over with nexus.takeOver=true, in place of nexus.baseline.");
        });
        List<DiscoveredMigration> known = plan.entries().stream()
                .flatMap(entry -> entry.migration().stream())
                .filter(migration -> !migration.id().isRepeatable())
                .toList();
        if (known.isEmpty()) {
            throw refused("nexus.baseline names " + version + ", and there is no migration with a version.", HINT);
        }
        MigrationId first = known.get(0).id();
        MigrationId last = known.get(known.size() - 1).id();
        if (version.compareTo(last.version()) > 0) {
            throw refused(
                    "nexus.baseline names " + version + ", and the highest version is that of " + last + ".", HINT);
        }
        if (version.compareTo(first.version()) < 0) {
            throw refused(
                    "nexus.baseline names " + version + ", and the lowest version is that of " + first + ".", HINT);
        }
        return new Baseline(
                version,
                known.stream().filter(one -> !isLater(one, version)).toList(),
                known.stream().filter(one -> isLater(one, version)).toList());
    }

    private static boolean isLater(DiscoveredMigration migration, Version version) {
        return migration.id().version().compareTo(version) > 0;
    }

    /** What is to be recorded. */
    public List<Recording> recordings() {
        return recorded.stream().map(Recording::of).toList();
    }

    /** What later migrations create, and none of the recorded ones, by name. What a class creates is not known. */
    public Set<String> createdLater() {
        return creators().keySet();
    }

    private Map<String, String> creators() {
        Map<String, String> creators = new LinkedHashMap<>();
        for (DiscoveredMigration migration : later) {
            created(migration)
                    .forEach(one -> creators.putIfAbsent(
                            one.name(), "the " + one.kind() + " " + one.name() + " of " + migration.id()));
        }
        recorded.stream().flatMap(Baseline::created).map(CreatedRelation::name).forEach(creators::remove);
        return creators;
    }

    private static Stream<CreatedRelation> created(DiscoveredMigration migration) {
        return migration instanceof SqlMigration sql
                ? sql.up().statements().stream().flatMap(statement -> CreatedRelation.of(statement).stream())
                : Stream.empty();
    }

    /**
     * Why this version is not the right one; empty when nothing speaks against it.
     *
     * @param there which of the created relations the database has
     */
    public Optional<Failure> objection(Set<String> there) {
        List<String> names = creators().entrySet().stream()
                .filter(created -> there.contains(created.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(
                        FailureCode.BASELINE,
                        "nexus.baseline names " + version + ", and the database has more already: " + Names.some(names)
                                + ".",
                        HINT));
    }

    private static RuntimeException refused(String message, String hint) {
        return Failure.of(FailureCode.BASELINE, message, hint).exception();
    }
}
