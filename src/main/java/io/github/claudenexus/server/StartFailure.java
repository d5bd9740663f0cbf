package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/** Why a server did not start, in words. */
final class StartFailure {

    private StartFailure() {}

    /**
     * What a start ends with.
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
                            subject + "no right to use " + denied.getFile(),
                            "Another user made it, perhaps root: delete it as that user, or give another folder.")
                    .exception(denied);
        }
        Throwable reason = failure instanceof ExceptionInInitializerError
                ? Optional.ofNullable(failure.getCause()).orElse(failure)
                : failure;
        String why = String.valueOf(reason.getMessage()).strip();
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        subject + why + (why.endsWith(".") ? "" : ".") + ServerLog.tail(directory),
                        hint)
                .exception(reason);
    }
}
