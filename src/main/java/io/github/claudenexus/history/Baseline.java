package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Names;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.CreatedObject;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        plan.objection().ifPresent(objection -> {
            throw objection.exception();
        });
        plan.in(MigrationState.TO_TAKE_OVER).stream().findFirst().ifPresent(entry -> {
            Elsewhere other = entry.elsewhere().orElseThrow();
            throw refused(
                    "nexus.baseline is for a database without a history, and this one has one of " + other.tool() + ", "
                            + other.table() + ".",
                    "Take it over with nexus.takeOver=true, in place of nexus.baseline. If that table belongs to something"
                            + " else, give nexus.takeOver=false as well.");
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

    /** What later migrations create, and none of the recorded ones has to do with. What a class creates is not known. */
    public Set<CreatedObject> createdLater() {
        return creators().keySet();
    }

    private Map<CreatedObject, MigrationId> creators() {
        Map<CreatedObject, MigrationId> creators = new LinkedHashMap<>();
        for (DiscoveredMigration migration : later) {
            statements(migration)
                    .flatMap(statement -> CreatedObject.of(statement).stream())
                    .forEach(created -> creators.putIfAbsent(created, migration.id()));
        }
        List<Statement> before = recorded.stream().flatMap(Baseline::statements).toList();
        Set<List<String>> relations = before.stream()
                .flatMap(statement -> CreatedObject.of(statement).stream())
                .map(created -> StatementTokens.parts(created.relation()))
                .collect(Collectors.toSet());
        // The columns that a table begins with are among the words of its statement.
        Set<String> words = before.stream().flatMap(Statement::words).collect(Collectors.toSet());
        creators.keySet()
                .removeIf(created -> created.column().isPresent()
                        ? words.containsAll(
                                StatementTokens.parts(created.column().get()))
                        : relations.contains(StatementTokens.parts(created.relation())));
        return creators;
    }

    private static Stream<Statement> statements(DiscoveredMigration migration) {
        return migration instanceof SqlMigration sql ? sql.up().statements().stream() : Stream.empty();
    }

    /**
     * Why this version is not the right one; empty when nothing speaks against it.
     *
     * @param there what of that the database has
     */
    public Optional<Failure> objection(Set<CreatedObject> there) {
        List<String> names = creators().entrySet().stream()
                .filter(created -> there.contains(created.getKey()))
                .map(created -> "the " + created.getKey() + " (" + created.getValue() + ")")
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
