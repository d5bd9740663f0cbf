package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void theOwnersOwnFileIsRead(@TempDir Path folder) throws IOException {
        assertThat(PrivateFile.read(file(folder, "rw-------"), warnings::add)).contains("s3cret");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
    void aFileThatOthersCanUseIsIgnoredWithAWarning(String permissions, @TempDir Path folder) throws IOException {
        Path file = file(folder, permissions);

        assertThat(PrivateFile.read(file, warnings::add)).isEmpty();
        assertThat(warnings)
                .containsExactly("The password file " + file
                        + " is ignored: its group or others have access; chmod 600 takes that away.");
    }

    @Test
    void aDirectoryIsIgnored(@TempDir Path folder) {
        assertThat(PrivateFile.read(folder.resolve("none"), warnings::add)).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(PrivateFile.read(folder, warnings::add)).isEmpty();
        assertThat(warnings).containsExactly("The password file " + folder + " is ignored: it is not a plain file.");
    }

    private static Path file(Path folder, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), "s3cret");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
