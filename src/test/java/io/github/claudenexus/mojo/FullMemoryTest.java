package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.TestServer;
import java.util.List;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.eclipse.aether.RepositorySystem;
import org.junit.jupiter.api.Test;

/** A rehearsal for whose data there is no room. */
class FullMemoryTest extends OnProject {

    @Provides
    RepositorySystem repositories() {
        return repositoriesOf(TestServer.binaries(18));
    }

    @Test
    void whatMemoryHasNoRoomForIsRehearsedOnTheDisk(@InjectMojo(goal = "rollback-check") RollbackCheckMojo check)
            throws Exception {
        reversible("001-add-item", fullUnless("/target/nexus/rehearsal/"), "DROP TABLE item;");
        List<String> log = logged(check);

        check.execute();

        assertThat(log)
                .filteredOn(line -> line.startsWith("[WARNING] The rehearsal could not use"))
                .allMatch(
                        line -> line.endsWith("/postgres: no room. Its data was in memory. The rehearsal begins again,"
                                + " with the data on the disk."));
        assertThat(log).contains("[INFO] 1 migration rehearsed on PostgreSQL 18.6: reversible.");
    }

    private static String fullUnless(String folder) {
        return """
                DO $$ BEGIN
                    IF current_setting('data_directory') NOT LIKE '%%%s%%' THEN
                        RAISE disk_full USING MESSAGE = 'no room';
                    END IF;
                END $$;
                CREATE TABLE item (id int);
                """.formatted(folder);
    }
}
