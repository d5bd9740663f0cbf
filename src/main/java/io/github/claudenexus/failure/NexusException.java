package io.github.claudenexus.failure;

import org.jspecify.annotations.Nullable;

/** What stops a run. The first one wins; what fails while cleaning up is suppressed onto it. */
public final class NexusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    NexusException(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What happened. */
    public Failure failure() {
        return failure;
    }
}
