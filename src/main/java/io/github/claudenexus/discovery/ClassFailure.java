package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Failures that name a class. */
final class ClassFailure {

    private ClassFailure() {}

    static NexusException of(FailureCode code, String className, String reason, String hint) {
        return failure(code, className, reason, hint).exception();
    }

    static NexusException unloadable(String className, String reason, Throwable thrown, String hint) {
        Throwable cause = cause(thrown);
        return failure(FailureCode.UNLOADABLE, className, reason + ": " + line(cause), hint)
                .exception(cause);
    }

    private static Failure failure(FailureCode code, String className, String reason, String hint) {
        Failure.Place place =
                DiscoveryErrors.place(Naming.ofClass(Naming.simpleName(className)), className, Optional.empty());
        return Failure.of(code, className + " " + reason, hint).at(place);
    }

    private static String line(Throwable cause) {
        return cause.toString().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    // What reflection wraps around the author's exception says nothing.
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapped = thrown instanceof InvocationTargetException || thrown instanceof ExceptionInInitializerError;
        return wrapped && cause != null ? cause(cause) : thrown;
    }
}
