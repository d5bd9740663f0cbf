package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is put into memory, and what is found there again. */
class SharedMemoryTest {

    private static final Path FOLDER = SharedMemory.OF_LINUX.folder();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path groups;

    @SuppressWarnings("NullAway.Init")
    private SharedMemory memory;

    @BeforeEach
    void inAContainer() {
        memory = new SharedMemory(FOLDER, groups);
    }

    @Test
    void theLimitOfAContainerHoldsForItsFilesInMemory() throws IOException {
        boolean room = SharedMemory.OF_LINUX.hasRoom();
        write("memory.max", "max");
        write("memory.current", "1000");
        assertThat(memory.hasRoom()).isEqualTo(room);

        write("memory.max", "6442450944");
        assertThat(memory.hasRoom()).isEqualTo(room);

        write("memory.current", "3221225472");
        assertThat(memory.hasRoom()).isFalse();
    }

    @Test
    void soDoesThatOfTheEarlierControlGroups() throws IOException {
        Files.createDirectory(groups.resolve("memory"));
        write("memory/memory.limit_in_bytes", "1073741824");
        write("memory/memory.usage_in_bytes", "1000");

        assertThat(memory.hasRoom()).isFalse();
    }

    @Test
    void aFolderThatIsNotThereHasNoRoom() {
        assertThat(new SharedMemory(groups.resolve("none"), groups).hasRoom()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theRunsOfAServersFolderAreFoundAndNoOthers() throws IOException {
        SharedMemory ours = new SharedMemory(groups, groups);
        Path run = ours.create(Path.of("/build/nexus/rehearsal"));
        ours.create(Path.of("/another/nexus/rehearsal"));

        assertThat(ours.runs(Path.of("/build/nexus/rehearsal"))).containsExactly(run);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(groups.resolve(file), text + "\n");
    }
}
