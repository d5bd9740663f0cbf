package io.github.claudenexus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the plugin refuses. */
public final class Refusal {

    private Refusal() {}

    /** Asserts that the call fails with this code and exactly this message, and gives the failure. */
    public static Failure of(ThrowingCallable call, FailureCode code, String message) {
        NexusException thrown = catchThrowableOfType(NexusException.class, call);
        assertThat(thrown).hasMessage(message);
        assertThat(thrown.failure().code()).isEqualTo(code);
        return thrown.failure();
    }
}
