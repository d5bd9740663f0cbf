package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.report.ConsoleText;
import io.github.claudenexus.report.Style;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class RunLogTest {

    @Test
    void aVariableIsAskedForWhateverItsCaseInAFileAndAsItIsWrittenInAClass() {
        RunLog log = new RunLog(new SystemStreamLog(), new ConsoleText(Style.PLAIN, ZoneOffset.UTC), false);
        log.asksInFiles(Set.of("table_name"));
        log.asks("accounts");

        log.warnOfUnasked(List.of("TABLE_NAME", "accounts", "Accounts"));

        assertThat(log.warnings())
                .containsExactly("The variable Accounts was given on the command line, and no migration of this run"
                        + " asked for it: it had no effect. A Java migration that is applied already runs again only"
                        + " with nexus.only and nexus.again.");
    }
}
