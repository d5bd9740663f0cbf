package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as every format shows it, put together once. */
final class CheckReport {

    private static final Gate DEFAULT = new Gate(Gate.DEFAULT, Set.of());

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
                + proof().orElseThrow().serverVersion() + ": " + verdicts() + locks() + ".";
    }

    private String verdicts() {
        List<Verdict> given =
                judged.stream().map(one -> one.judgement().verdict()).toList();
        if (given.stream().distinct().count() == 1) {
            return (given.size() == 1 ? "" : "all ") + given.get(0).code();
        }
        return Arrays.stream(Verdict.values())
                .sorted((one, other) -> other.compareTo(one))
                .filter(given::contains)
                .map(verdict -> given.stream().filter(verdict::equals).count() + " " + verdict.code())
                .collect(Collectors.joining(", "));
    }

    private String locks() {
        long warnings = judged.stream()
                .flatMap(one -> one.flaggedLocks().stream())
                .filter(lock -> lock.level() != Level.FINE)
                .count();
        return warnings == 0 ? "" : "; " + warnings + (warnings == 1 ? " lock warning" : " lock warnings");
    }

    /** How many migrations cannot be run again, where that is only information. */
    Optional<String> notRepeatable() {
        long number = judged.stream()
                .filter(one -> one.aboveNotes().size() < one.findings().size())
                .count();
        return number == 0
                ? Optional.empty()
                : Optional.of(Phrases.migrations((int) number)
                        + " could not be run a second time (not-idempotent). That is information: "
                        + (number == 1 ? "its row" : "their rows")
                        + " in the history "
                        + (number == 1 ? "keeps it" : "keep them")
                        + " from being run again.");
    }

    /** A file or class as its source is named in the repository, where that is known. */
    String source(String origin) {
        return project.sources().getOrDefault(origin, origin);
    }
}
