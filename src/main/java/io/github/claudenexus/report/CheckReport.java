package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as every format shows it, put together once. */
final class CheckReport {

    private static final Gate DEFAULT = new Gate(Gate.DEFAULT, List.of());

    private final GoalResult result;
    private final ProjectFacts project;
    private final List<MigrationView> judged;

    CheckReport(GoalResult result, ProjectFacts project) {
        this.result = result;
        this.project = project;
        this.judged = proof().map(Proof::judged).orElse(List.of()).stream()
                .map(judgement -> MigrationView.of(gate(), judgement))
                .toList();
    }

    /** How the run ended. */
    GoalResult result() {
        return result;
    }

    /** What it is a report of. */
    ProjectFacts project() {
        return project;
    }

    /** What a rehearsal showed; empty when the run ended before one. */
    Optional<Proof> proof() {
        return result.check().map(CheckedProof::proof);
    }

    /** The same, where a server was rehearsed on. */
    Optional<Proof> rehearsed() {
        return proof().filter(Proof::isRehearsed);
    }

    /** What keeps a release from passing. */
    Gate gate() {
        return result.check().map(CheckedProof::gate).orElse(DEFAULT);
    }

    /** The migrations that were rehearsed, in order. */
    List<MigrationView> judged() {
        return judged;
    }

    /** Those of them that keep a release from passing. */
    List<MigrationView> stopped() {
        return judged.stream().filter(one -> one.level() == Level.STOPS).toList();
    }

    /** The migrations that the target has already. */
    List<DiscoveredMigration> unjudged() {
        return proof().map(Proof::unjudged).orElse(List.of());
    }

    /** The full names of these. */
    List<String> unjudgedNames() {
        return unjudged().stream().map(one -> one.id().toString()).toList();
    }

    /** What the rehearsal does not compare, a sentence each. */
    List<String> notCompared() {
        return proof().map(Proof::notCompared).orElse(List.of());
    }

    /** How much the whole run matters; one that judged nothing has shown nothing. */
    Level level() {
        if (result.failure().isPresent()) {
            return Level.STOPS;
        }
        return result.status() == GoalResult.RunStatus.OK
                ? Level.worst(judged.stream().map(MigrationView::level))
                : Level.WARNS;
    }

    /** What the run showed, in one sentence. */
    String summary() {
        if (result.reason().isPresent()) {
            return result.reason().get();
        }
        if (result.stopped().isPresent()) {
            int number = judged.size();
            return number == 0
                    ? "Stopped before anything was rehearsed."
                    : "Stopped after " + Phrases.migrations(number) + (number == 1 ? " was" : " were") + " rehearsed.";
        }
        int stopped = stopped().size();
        return stopped > 1
                ? stopped + " of " + judged.size() + " migrations do not pass."
                : result.failure().map(Failure::message).orElseGet(this::passed);
    }

    private String passed() {
        return Phrases.migrations(judged.size()) + " rehearsed on PostgreSQL "
                + proof().orElseThrow().serverVersion() + ": " + verdicts() + ".";
    }

    private String verdicts() {
        Map<String, Long> given = judged.stream()
                .map(MigrationView::judgement)
                .sorted(Comparator.comparing(Judgement::verdict).reversed())
                .collect(Collectors.groupingBy(
                        one -> one.verdict().word(one.migration()), LinkedHashMap::new, Collectors.counting()));
        return given.size() == 1
                ? (judged.size() == 1 ? "" : "all ") + String.join("", given.keySet())
                : given.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** How many warnings there are of each kind; empty when there is none. */
    Optional<String> warnings() {
        List<FindingView> all =
                judged.stream().flatMap(one -> one.warnings().stream()).toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        all.size() + (all.size() == 1 ? " warning: " : " warnings: ") + FindingView.counted(all) + ".");
    }

    /** How many of the migrations that were run a second time could be; empty when none came so far. */
    Optional<String> repeatable() {
        List<Judgement> again = judged.stream()
                .map(MigrationView::judgement)
                .filter(one -> one.steps().containsKey(RehearsalStep.AGAIN))
                .toList();
        long could = again.stream()
                .filter(one -> one.findings().stream().noneMatch(it -> it.code() == Verdict.NOT_IDEMPOTENT))
                .count();
        return again.isEmpty()
                ? Optional.empty()
                : Optional.of(could + " of " + Phrases.migrations(again.size())
                        + " could be run again if the history were lost.");
    }

    /** A file or class as its source is named in the repository, where that is known. */
    String source(String origin) {
        return project.sources().getOrDefault(origin, origin);
    }
}
