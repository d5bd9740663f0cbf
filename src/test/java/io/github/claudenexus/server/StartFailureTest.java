package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What to do where the server's folder may not be used. */
class StartFailureTest {

    @Test
    void whatAnotherUserMadeIsToBeDeletedByThatUser(@TempDir Path directory) throws IOException {
        Path there = Files.createFile(directory.resolve("server.lock"));

        assertThat(failure(directory, there))
                .hasMessage("PostgreSQL did not start in " + directory + ": permission denied for " + there + ".")
                .returns(
                        "Another user created it, perhaps root: delete it as that user, or build in another folder.",
                        failure -> failure.failure().hint());
    }

    @Test
    void whatIsNotThereMayNotBeMade(@TempDir Path directory) {
        assertThat(failure(directory, directory.resolve("target")).failure().hint())
                .isEqualTo("It is not there, and this user may not make it: build in another folder, or have the owner"
                        + " of the one above give this user the right to write there.");
    }

    private static NexusException failure(Path directory, Path denied) {
        return StartFailure.of(directory, new AccessDeniedException(denied.toString()), "");
    }
}
