package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which classes a run loads: those that it may run, and no others. */
class ClassesLoadedTest extends DatabaseTest {

    private final List<String> loaded = new ArrayList<>();

    private JavaMigration migration(int number, String bytes) {
        JavaMigration java = (JavaMigration) Migrations.reversible(number, database -> {}, database -> {});
        return new JavaMigration(java.id(), Run.checksum(bytes), java.origin(), true, () -> {
            loaded.add(java.origin());
            return java.answers().get();
        });
    }

    private List<String> loadedBy(Function<MigrationSet, Outcome> goal, JavaMigration... migrations) {
        loaded.clear();
        assertThat(goal.apply(Run.set(List.of(migrations))).failure()).isEmpty();
        return loaded;
    }

    private Outcome migrate(MigrationSet set) {
        return Run.on(database).migrate(set, PlanRequest.ALL);
    }

    private Outcome status(MigrationSet set) {
        return Run.on(database).migrator().status(set);
    }

    @Test
    void thoseThatArePendingOrChanged() throws Exception {
        assertThat(loadedBy(this::status, migration(1, "a"), migration(2, "b"))).containsExactly("test.M1", "test.M2");
        assertThat(loadedBy(this::migrate, migration(1, "a"), migration(2, "b")))
                .containsExactly("test.M1", "test.M2");

        assertThat(loadedBy(this::status, migration(1, "a"), migration(2, "b"))).isEmpty();
        assertThat(loadedBy(this::migrate, migration(1, "a"), migration(2, "b")))
                .isEmpty();

        assertThat(loadedBy(this::status, migration(1, "a"), migration(2, "edited"), migration(3, "c")))
                .containsExactly("test.M2", "test.M3");
    }

    @Test
    void thoseThatAreUndone() throws Exception {
        loadedBy(this::migrate, migration(1, "a"), migration(2, "b"));

        assertThat(loadedBy(
                        set -> Run.on(database).rollback(set, RollbackRequest.LAST),
                        migration(1, "a"),
                        migration(2, "b")))
                .containsExactly("test.M2");
    }
}
