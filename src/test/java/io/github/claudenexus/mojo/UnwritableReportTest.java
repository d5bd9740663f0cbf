package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A report that cannot be written or removed is said, and hides nothing else. */
class UnwritableReportTest extends OnProject {

    @BeforeEach
    void createMigrations() throws IOException {
        irreversible("001-add-item", "CREATE TABLE item (id int);");
        irreversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;");
    }

    @Test
    void aFailedRunWhoseReportCannotBeWrittenSaysBoth(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        Path place = Files.writeString(folder.resolve("target/nexus"), "no folder");
        List<String> lines = logged(mojo);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("No setting names a database");

        assertThat(lines).contains("[WARNING] The report cannot be written: " + place + ".");
    }

    @Test
    void aReportOfAnEarlierRunThatCannotBeRemovedIsWarnedOf(@InjectMojo(goal = "status") StatusMojo mojo)
            throws Exception {
        Path old = Files.createDirectories(folder.resolve("target/nexus/status.json"));
        Path inTheWay = Files.writeString(old.resolve("file"), "not removable");
        List<String> lines = logged(mojo);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("No setting names a database");

        assertThat(lines).contains("[WARNING] A report of an earlier run cannot be removed: " + old + ".");
        Files.delete(inTheWay);
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidInASentence(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        Path place = Files.writeString(folder.resolve("target/nexus"), "no folder");
        useDatabase();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The report cannot be written: " + place + ".");
    }
}
