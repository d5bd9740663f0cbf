package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Sha256;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.history.RollbackRequest.RehearsedDown;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rows.Loss;
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
 * @param judged what was shown of those that were rehearsed, by the full name
 */
public record Evidence(
        boolean passed, String serverVersion, Map<String, String> migrations, Map<String, Rehearsed> judged) {

    /** Where one of these was found, no down has been shown to undo its up. */
    private static final Set<Verdict> DOWN_NOT_PROVED = Set.of(
            Verdict.UP_FAILED,
            Verdict.VERIFY_FAILED,
            Verdict.DOWN_FAILED,
            Verdict.LEAVES_TRACE,
            Verdict.IRREVERSIBLE,
            Verdict.NO_DOWN);

    /**
     * What was shown of one migration.
     *
     * @param verdict its code: why its down is not proved, or else the worst that was found
     * @param losses the data that its down did not bring back, in words
     */
    public record Rehearsed(String verdict, List<String> losses) {

        /** Copies the list. */
        public Rehearsed {
            losses = List.copyOf(losses);
        }

        static Rehearsed of(Judgement judgement) {
            Verdict verdict = judgement.findings().stream()
                    .map(Finding::code)
                    .filter(DOWN_NOT_PROVED::contains)
                    .min(Verdict::compareTo)
                    .orElse(judgement.verdict());
            return new Rehearsed(
                    verdict.code(),
                    judgement.losses().stream().map(Evidence::words).toList());
        }
    }

    /** Copies the collections, in order. */
    public Evidence {
        migrations = Map.copyOf(migrations);
        judged = Map.copyOf(judged);
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
                proof.judged().stream()
                        .collect(Collectors.toMap(one -> one.migration().id().toString(), Rehearsed::of)));
    }

    private static String words(Loss loss) {
        return loss.column() == null
                ? RowFindings.rows(loss.rows()) + " of " + loss.table()
                : loss.table() + "." + loss.column() + " in " + RowFindings.rows(loss.rows());
    }

    /** A fingerprint of each of these migrations, down files included, by its full name. */
    public static Map<String, String> fingerprints(List<DiscoveredMigration> migrations) {
        return migrations.stream().collect(Collectors.toMap(one -> one.id().toString(), Evidence::fingerprint));
    }

    private static String fingerprint(DiscoveredMigration migration) {
        return Stream.concat(Stream.of(migration.checksum()), migration.downChecksum().stream())
                .map(Checksum::toString)
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
                    .filter(name -> !judged.containsKey(name))
                    .forEach(name -> reasons.add(name + " was not rehearsed, its target had it already"));
            anotherMajor(serverVersion).ifPresent(reasons::add);
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(
                        FailureCode.EVIDENCE,
                        "The evidence does not cover what would be applied: " + String.join("; ", reasons) + ".",
                        "Run nexus:rollback-check on these migrations, with this target configured, and hand over its"
                                + " rollback-check.json."));
    }

    private Optional<String> anotherMajor(String target) {
        return major(target).equals(major(serverVersion))
                ? Optional.empty()
                : Optional.of("it was made on PostgreSQL " + serverVersion + " and the target is PostgreSQL " + target);
    }

    /** Why this is no evidence of what downs do on this server; empty when it is. */
    public Optional<Failure> objectionToServer(Outcome before) {
        return anotherMajor(
                        before.database().flatMap(DatabaseInfo::serverVersion).orElse(""))
                .map(RollbackRequest::uncovered);
    }

    /** What was shown of the down of each of these migrations. */
    public Map<MigrationId, RehearsedDown> downs(List<DiscoveredMigration> found) {
        return found.stream().collect(Collectors.toMap(DiscoveredMigration::id, this::down));
    }

    private RehearsedDown down(DiscoveredMigration migration) {
        String name = migration.id().toString();
        Optional<Rehearsed> rehearsed = Optional.ofNullable(judged.get(name));
        Optional<String> objection = difference(name, Optional.of(fingerprint(migration)))
                .or(() -> rehearsed.isEmpty() ? Optional.of(name + " was not rehearsed") : Optional.empty())
                .or(() -> rehearsed
                        .map(Rehearsed::verdict)
                        .filter(Evidence::isOfUnprovedDown)
                        .map(verdict -> "its verdict on " + name + " is " + verdict));
        return new RehearsedDown(objection, rehearsed.map(Rehearsed::losses).orElse(List.of()));
    }

    private static boolean isOfUnprovedDown(String verdict) {
        return DOWN_NOT_PROVED.stream().anyMatch(one -> one.code().equals(verdict));
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
                .flatMap(name -> difference(name, Optional.ofNullable(now.get(name))).stream())
                .toList();
    }

    private Optional<String> difference(String name, Optional<String> now) {
        Optional<String> then = Optional.ofNullable(migrations.get(name));
        if (now.equals(then)) {
            return Optional.empty();
        }
        return Optional.of(name
                + (now.isEmpty()
                        ? " is in it and not on the class path"
                        : then.isEmpty() ? " is not in it" : " has changed since"));
    }

    private static String major(String version) {
        return version.replaceAll("\\D.*", "");
    }
}
