package io.github.claudenexus.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a goal leaves when it ends: its last lines on the console, its files, and the text of its failure. */
public final class GoalReport {

    /** The file for browsers. */
    static final String PAGE = "rollback-check.html";

    private final GoalResult result;
    private final Optional<CheckReport> check;
    private final boolean verbose;
    private final Path directory;

    private GoalReport(GoalResult result, Optional<CheckReport> check, boolean verbose, Path directory) {
        this.result = result;
        this.check = check;
        this.verbose = verbose;
        this.directory = directory;
    }

    /**
     * Of a goal that works on the configured database.
     *
     * @param directory where its file goes
     */
    public static GoalReport of(GoalResult result, Path directory) {
        return new GoalReport(result, Optional.empty(), false, directory);
    }

    /**
     * Of {@code rollback-check}.
     *
     * @param project what it is a report of
     * @param verbose whether the console shows every finding
     * @param directory where its files go
     */
    public static GoalReport ofCheck(GoalResult result, ProjectFacts project, boolean verbose, Path directory) {
        return new GoalReport(result, Optional.of(new CheckReport(result, project)), verbose, directory);
    }

    /** The names of the files of {@code rollback-check}. */
    public static List<String> filesOfCheck() {
        return List.of(
                "rollback-check.json",
                "TEST-nexus-rollback-check.xml",
                "rollback-check.md",
                PAGE,
                "rollback-check.sarif");
    }

    /** What of the migrations fails the build, before the last lines; none where another goal ran. */
    public List<String> errors(Style style) {
        return check.map(report -> CheckConsole.stopping(report, style, verbose))
                .orElse(List.of());
    }

    /** The last lines on a console. */
    public List<String> lines(Style style, ZoneId zone) {
        return check.map(report -> CheckConsole.closing(report, style, verbose))
                .orElseGet(() -> new ConsoleText(style, zone).closing(result));
    }

    /** Writes the files, each whole or not at all. */
    public void write() throws IOException {
        if (check.isPresent()) {
            write("rollback-check.json", CheckJson.of(check.get()));
            write("TEST-nexus-rollback-check.xml", CheckJunit.of(check.get()));
            write("rollback-check.md", CheckMarkdown.of(check.get()));
            write(PAGE, CheckHtml.of(check.get()));
            write("rollback-check.sarif", CheckSarif.of(check.get()));
        } else {
            ReportFile.write(directory, result.run().goal() + ".json", out -> JsonReport.write(result, out));
        }
    }

    private void write(String name, String text) throws IOException {
        ReportFile.write(directory, name, out -> out.write(text));
    }

    /**
     * Why a failed run failed, as a block of plain text.
     *
     * @param width how long a line may be
     */
    public String failure(int width) {
        String page = directory.resolve(PAGE).toString();
        return check.map(report -> FailureText.of(report, page, width)).orElseGet(() -> FailureText.of(result));
    }
}
