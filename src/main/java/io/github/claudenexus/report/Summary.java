package io.github.claudenexus.report;

import io.github.claudenexus.failure.Names;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened, in one sentence. */
public final class Summary {

    private Summary() {}

    /** The sentence. */
    public static String of(GoalResult report) {
        Optional<String> sentence = report.reason();
        if (sentence.isPresent()) {
            return sentence.get();
        }
        boolean failed = report.failure().isPresent();
        return switch (report.run().goal()) {
            case "status" -> state(report);
            case "start" ->
                failed ? "No server was started." : "PostgreSQL runs until nexus:stop, or until Maven ends.";
            case "stop" -> failed ? "No server was stopped." : "PostgreSQL has stopped, and its data is deleted.";
            default -> change(report);
        };
    }

    private static String state(GoalResult report) {
        int all = report.migrations().size();
        if (all == 0) {
            return report.failure().isPresent() ? "The state could not be read." : "There are no migrations.";
        }
        if (report.count(MigrationState.APPLIED) == all) {
            return all == 1 ? "The one migration is applied." : "All " + all + " migrations are applied.";
        }
        return Stream.of(MigrationState.values())
                        .filter(state -> report.count(state) > 0)
                        .map(state -> report.count(state) + " " + Phrases.state(state))
                        .collect(Collectors.joining(", ", Phrases.migrations(all) + ": ", ""))
                + ".";
    }

    private static String change(GoalResult report) {
        if (report.failure().isPresent()) {
            return failed(report);
        }
        return report.isRollback() ? undone(report) : succeeded(report);
    }

    private static String undone(GoalResult report) {
        int done = report.done().size();
        long left = report.migrations().stream()
                .filter(one -> one.entry().row().isPresent())
                .count();
        if (done > 0) {
            return Phrases.migrations(done) + " undone in " + time(report) + "; "
                    + (left == 0
                            ? "none is applied any more."
                            : left + (left == 1 ? " is" : " are") + " still applied.");
        }
        long planned = report.toUndo().count();
        if (planned > 0) {
            return Phrases.migrations((int) planned) + " would be undone; nothing was changed.";
        }
        return left == 0
                ? "Nothing to undo: no migration is applied."
                : "Nothing to undo: no migration above nexus.target is applied.";
    }

    private static String succeeded(GoalResult report) {
        int done = report.done().size();
        int open = report.open().size();
        if (done > 0) {
            boolean recorded = report.done().stream().anyMatch(MigrationResult::isOnlyRecorded);
            return Phrases.migrations(done)
                    + (recorded ? " recorded, none was run; " : " applied in " + time(report) + "; ")
                    + (open == 0 ? "the database is up to date." : open + (open == 1 ? " is" : " are") + " pending.");
        }
        int there = report.migrations().size() - open;
        return "Nothing to do: " + Phrases.migrations(there) + (there == 1 ? " is" : " are") + " applied already"
                + (open == 0 ? "." : ", " + open + (open == 1 ? " is" : " are") + " pending.");
    }

    private static String failed(GoalResult report) {
        int done = report.done().size();
        String verb = report.isRollback() ? "undone" : "applied";
        List<String> open = names(report.notReached());
        Optional<MigrationResult> stopped =
                report.migrations().stream().filter(report::failed).findFirst();
        Optional<String> failed = stopped.map(one -> one.entry().id().toString());
        boolean halfWay = stopped.filter(Summary::isHalfWay).isPresent();
        String nothing = halfWay ? "Stopped half way" : "Nothing was " + verb;
        String applied = done == 0 ? nothing : Phrases.migrations(done) + " " + verb + " in " + time(report);
        return applied
                + failed.map(name -> (done == 0 ? ": " : ", then ") + name + " failed"
                                + (halfWay ? "; what it has committed stays" : ""))
                        .orElse("")
                + (open.isEmpty()
                        ? "."
                        : "; " + open.size() + (open.size() == 1 ? " was" : " were") + " not reached: "
                                + Names.some(open) + ".");
    }

    static boolean isHalfWay(MigrationResult result) {
        return result.state() == MigrationState.INTERRUPTED || result.state() == MigrationState.HALF_UNDONE;
    }

    // What the migrations took: starting a server or waiting for another runner is not their time.
    private static String time(GoalResult report) {
        return Phrases.elapsed(Duration.ofMillis(
                report.done().stream().mapToLong(one -> one.ranFor().orElse(0L)).sum()));
    }

    static List<String> names(List<MigrationResult> migrations) {
        return migrations.stream().map(one -> one.entry().id().toString()).toList();
    }
}
