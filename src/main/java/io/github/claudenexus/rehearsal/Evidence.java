package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Sha256;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rehearsal proved, as {@code migrate} can demand it: which migrations, on which server, and whether they passed.
 *
 * @param passed whether the gate as it is by default, and the irreversible ones that were allowed, let them pass; false
 *     where none was judged
 * @param serverVersion the version of the server it was proved on
 * @param migrations a fingerprint of every migration of the set, by its full name
 * @param judged the full names of those that were rehearsed
 */
public record Evidence(boolean passed, String serverVersion, Map<String, String> migrations, Set<String> judged) {

    /** Copies the collections, in order. */
    public Evidence {
        migrations = Map.copyOf(migrations);
        judged = Set.copyOf(judged);
    }

    /** What this proof is evidence of. */
    public static Evidence of(Proof proof, Gate gate) {
        List<DiscoveredMigration> judged =
                proof.judged().stream().map(Judgement::migration).toList();
        return new Evidence(
                !judged.isEmpty() && new Gate(Gate.DEFAULT, gate.allowIrreversible()).passes(proof),
                proof.serverVersion(),
                fingerprints(Stream.concat(proof.unjudged().stream(), judged.stream())
                        .toList()),
                judged.stream().map(one -> one.id().toString()).collect(Collectors.toSet()));
    }

    /** A fingerprint of each of these migrations, down files included, by its full name. */
    public static Map<String, String> fingerprints(List<DiscoveredMigration> migrations) {
        return migrations.stream().collect(Collectors.toMap(one -> one.id().toString(), Evidence::fingerprint));
    }

    private static String fingerprint(DiscoveredMigration migration) {
        Stream<Checksum> down = migration instanceof SqlMigration sql ? sql.downChecksum().stream() : Stream.empty();
        return Stream.concat(Stream.of(migration.checksum()), down)
                .map(checksum -> checksum.algorithm() + ":" + checksum.value())
                .collect(Collectors.joining(" "));
    }

    /** One hash over the whole set. */
    public String set() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(migrations)
                .forEach((name, print) ->
                        text.append(name).append(' ').append(print).append('\n'));
        MessageDigest digest = Sha256.digest();
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return "sha256:" + Sha256.hex(digest);
    }

    /**
     * Why this evidence does not cover a run; empty when it does.
     *
     * @param before the target as it stands
     * @param request what the run is asked for
     * @param set the migrations on the class path
     */
    public Optional<Failure> objection(Outcome before, PlanRequest request, MigrationSet set) {
        Set<String> open = before.plan().entries().stream()
                .filter(entry -> request.asksFor(entry.id().version()))
                .filter(entry -> request.again() || request.applies(entry.state()))
                .map(entry -> entry.id().toString())
                .collect(Collectors.toSet());
        String version = before.database().flatMap(DatabaseInfo::serverVersion).orElse("");
        return objection(set.migrations(), open, version);
    }

    /**
     * The same.
     *
     * @param found the migrations on the class path
     * @param pending the full names of those that the run would apply
     * @param serverVersion the version of the target's server
     */
    public Optional<Failure> objection(List<DiscoveredMigration> found, Set<String> pending, String serverVersion) {
        List<String> reasons = new ArrayList<>(differences(fingerprints(found)));
        if (reasons.isEmpty()) {
            if (!passed && !judged.isEmpty()) {
                reasons.add("the migrations did not pass the gate as it is by default");
            }
            pending.stream()
                    .sorted()
                    .filter(name -> !judged.contains(name))
                    .forEach(name -> reasons.add(name + " was not rehearsed, its target had it already"));
            if (!major(serverVersion).equals(major(this.serverVersion))) {
                reasons.add("it was made on PostgreSQL " + this.serverVersion + " and the target is PostgreSQL "
                        + serverVersion);
            }
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(
                        FailureCode.EVIDENCE,
                        "The evidence does not cover what would be applied: " + String.join("; ", reasons) + ".",
                        "Run nexus:rollback-check on these migrations, with this target configured, and hand over its"
                                + " rollback-check.json."));
    }

    /** Why no evidence covers this database; empty when one may. A rehearsal knows of no table that it did not make. */
    public static Optional<Failure> objection(TargetState target) {
        return target.unrecorded()
                .map(tables -> Failure.of(
                        FailureCode.EVIDENCE,
                        "The database has " + tables + ". No rehearsal from an empty database is evidence for it.",
                        "Run nexus:migrate without nexus.requireEvidence on a copy of this database, look at what it"
                                + " did, and then run it here."));
    }

    private List<String> differences(Map<String, String> now) {
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(migrations.keySet());
        return names.stream()
                .filter(name -> !String.valueOf(now.get(name)).equals(String.valueOf(migrations.get(name))))
                .map(name -> name
                        + (now.containsKey(name)
                                ? migrations.containsKey(name) ? " has changed since" : " is not in it"
                                : " is in it and not on the class path"))
                .toList();
    }

    private static String major(String version) {
        return version.replaceAll("\\D.*", "");
    }
}
