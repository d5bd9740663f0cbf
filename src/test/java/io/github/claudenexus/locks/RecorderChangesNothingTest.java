package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The six migrations of the plugin, transactional and online, end alike with a recorder and without. */
class RecorderChangesNothingTest {

    private static final DiscoveredMigration[] SIX = Run.nexus().migrations().toArray(DiscoveredMigration[]::new);

    @Test
    void recorderChangesNothingOnAnEmptyDatabase() throws SQLException {
        try (TestDatabase plain = TestDatabase.create();
                TestDatabase recorded = TestDatabase.create()) {
            Outcome alone = RecordedRun.on(plain).run(StatementProbe.NONE, SIX);
            LockRecorder recorder = RecordedRun.on(recorded).recorder();
            Outcome observed = RecordedRun.on(recorded).run(recorder, SIX);
            assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE)).isEmpty();

            assertThat(alone.failure()).isEmpty();
            assertThat(observed.failure()).isEmpty();
            assertThat(picture(plain).differences(picture(recorded))).isEmpty();
            assertThat(
                            recorded.value(
                                    "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM nexus_migrations"))
                    .isEqualTo("0 applied, 1 applied, 2 applied, 3 applied, 4 applied, 5 applied");
        }
    }

    @Test
    void recorderChangesNothingOnAnAdoptedDatabase() throws SQLException {
        try (TestDatabase plain = TestDatabase.create();
                TestDatabase recorded = TestDatabase.create()) {
            for (TestDatabase database : new TestDatabase[] {plain, recorded}) {
                assertThat(RecordedRun.on(database)
                                .run(StatementProbe.NONE, SIX[0])
                                .failure())
                        .isEmpty();
            }
            assertThat(RecordedRun.on(plain).run(StatementProbe.NONE, SIX).failure())
                    .isEmpty();
            LockRecorder recorder = RecordedRun.on(recorded).recorder();
            assertThat(RecordedRun.on(recorded).run(recorder, SIX).failure()).isEmpty();
            assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE)).isNotEmpty();

            assertThat(picture(plain).differences(picture(recorded))).isEmpty();
        }
    }

    private static Picture picture(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new PictureReader("public.nexus_migrations").read(connection);
        }
    }
}
