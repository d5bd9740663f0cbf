package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

/** Who has the last word, the end of a run or the end of its process; the process's hook is started here by hand. */
class InterruptionTest {

    private static final String TOLD = "The run was interrupted.";

    private final List<String> done = new ArrayList<>();
    private final List<Thread> hooks = new ArrayList<>();

    private Interruption interruption(Runnable last) throws MojoExecutionException {
        return Interruption.does(last, hooks::add);
    }

    private void processEnds() throws InterruptedException {
        hooks.get(0).start();
        hooks.get(0).join();
    }

    @Test
    void aRunThatEndsFirstIsNotInterrupted() throws Exception {
        try (Interruption interruption = interruption(() -> done.add("last"))) {
            interruption.ends();
            processEnds();
        }

        assertThat(done).isEmpty();
    }

    @Test
    void anInterruptionBeforeTheEndWins() throws Exception {
        try (Interruption interruption = interruption(() -> done.add("last"))) {
            processEnds();

            assertThatThrownBy(interruption::ends)
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessage(TOLD);
        }
        assertThat(done).containsExactly("last");
    }

    @Test
    void aFailureWhileEndingIsIgnored() throws Exception {
        try (Interruption interruption = interruption(() -> {
            throw new IllegalStateException("the log is closed");
        })) {
            processEnds();

            assertThatThrownBy(interruption::ends).hasMessage(TOLD);
        }
    }

    @Test
    void nothingStartsWhileTheProcessIsEnding() {
        assertThatThrownBy(() -> {
                    try (Interruption interruption = Interruption.does(() -> done.add("last"), hook -> {
                        throw new IllegalStateException("Shutdown in progress");
                    })) {
                        done.add("the goal");
                        interruption.ends();
                    }
                })
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(TOLD);

        assertThat(done).isEmpty();
    }

    @Test
    void theShutdownHookIsRemovedAfterTheRun() throws Exception {
        List<Thread> kept = new ArrayList<>();
        Interruption.does(() -> done.add("last"), hook -> {
                    Runtime.getRuntime().addShutdownHook(hook);
                    kept.add(hook);
                })
                .close();

        assertThat(Runtime.getRuntime().removeShutdownHook(kept.get(0))).isFalse();
    }
}
