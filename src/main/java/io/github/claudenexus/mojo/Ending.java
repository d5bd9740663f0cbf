package io.github.claudenexus.mojo;

import io.github.claudenexus.report.ConsoleText;
import io.github.claudenexus.report.FailureText;
import io.github.claudenexus.report.ReportFile;
import io.github.claudenexus.report.RunReport;
import io.github.claudenexus.report.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What a goal leaves behind when it ends.
 *
 * @param head what there is to tell of any run
 * @param lines its last lines on the console
 * @param files writes its reports
 * @param text the block that a Maven exception carries, when the run failed
 */
record Ending(RunReport head, List<String> lines, Files files, java.util.function.Supplier<String> text) {

    /** Writes reports. */
    @FunctionalInterface
    interface Files {
        void write() throws IOException;
    }

    /** Of a goal that works on the configured database. */
    static Ending of(RunReport report, Style style, Path directory) {
        return new Ending(
                report,
                new ConsoleText(style, ZoneId.systemDefault()).closing(report),
                () -> ReportFile.write(directory, report),
                () -> FailureText.of(report));
    }

    String block() {
        return text.get();
    }
}
