package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why a server did not start, as a failure. */
final class StartFailure {

    private StartFailure() {}

    /**
     * The failure that a start ends with.
     *
     * @param directory the server's folder, with its log
     * @param hint what to do where the reason itself does not say
     */
    static NexusException of(Path directory, Throwable failure, String hint) {
        if (failure instanceof NexusException known) {
            return known;
        }
        String subject = "PostgreSQL did not start in " + directory + ": ";
        if (failure instanceof AccessDeniedException denied) {
            return Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            subject + "permission denied for " + denied.getFile(),
                            Files.exists(Path.of(denied.getFile()))
                                    ? "Another user created it, perhaps root: delete it as that user, or build in another"
                                            + " folder."
                                    : "It is not there, and this user may not make it: build in another folder, or have"
                                            + " the owner of the one above give this user the right to write there.")
                    .exception(denied);
        }
        String why = String.valueOf(failure.getMessage()).strip();
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        subject + why + (why.endsWith(".") ? "" : ".") + ServerLog.tail(directory),
                        hint)
                .exception(failure);
    }
}
