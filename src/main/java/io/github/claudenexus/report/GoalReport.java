package io.github.claudenexus.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a goal leaves when it ends: its last lines on the console, its files, and the text of its failure. */
public final class GoalReport {

    private final GoalResult result;
    private final Optional<CheckReport> check;
    private final Path directory;

    private GoalReport(GoalResult result, Optional<CheckReport> check, Path directory) {
        this.result = result;
        this.check = check;
        this.directory = directory;
    }

    /**
     * Of a goal that works on the configured database.
     *
     * @param directory where its file goes
     */
    public static GoalReport of(GoalResult result, Path directory) {
        return new GoalReport(result, Optional.empty(), directory);
    }

    /**
     * Of {@code rollback-check}.
     *
     * @param project what it is a report of
     * @param directory where its files go
     */
    public static GoalReport ofCheck(GoalResult result, ProjectFacts project, Path directory) {
        return new GoalReport(result, Optional.of(new CheckReport(result, project)), directory);
    }

    /** The names of the files of {@code rollback-check}. */
    public static List<String> filesOfCheck() {
        return Stream.of(CheckFormat.values()).map(CheckFormat::fileName).toList();
    }

    /** The last lines on a console. */
    public List<String> lines(Style style, ZoneId zone) {
        return check.map(new CheckConsole(style)::lines).orElseGet(() -> new ConsoleText(style, zone).closing(result));
    }

    /** Writes the files, each whole or not at all. */
    public void write() throws IOException {
        if (check.isEmpty()) {
            ReportFile.write(directory, result.run().goal() + ".json", JsonReport.of(result));
            return;
        }
        for (CheckFormat format : CheckFormat.values()) {
            ReportFile.write(directory, format.fileName(), format.text(check.get()));
        }
    }

    /**
     * Why a failed run failed, as a block of plain text.
     *
     * @param width how long a line may be
     */
    public String failure(int width) {
        String page = directory.resolve(CheckFormat.HTML.fileName()).toString();
        return check.map(report -> VerdictText.of(report, page, width)).orElseGet(() -> FailureText.of(result));
    }
}
