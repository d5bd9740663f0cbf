package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.migration.Migration;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;

/**
 * A class that is a migration: public, concrete, with a constructor to call.
 *
 * @param constructor its public no-argument constructor
 */
record MigrationClass(Constructor<? extends Migration> constructor) {

    private static final String BUILD_HINT = "Correct the class, and build.";

    /** Checks a class that is named as a migration is. */
    static MigrationClass of(Class<?> type) {
        String flaw = flaw(type);
        if (!flaw.isEmpty()) {
            throw DiscoveryFailure.ofClass(
                    FailureCode.MISNAMED,
                    type.getName(),
                    "is named as a migration is, but " + flaw,
                    "Make it a concrete class that implements Migration, or give it another name.");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw DiscoveryFailure.ofClass(
                    FailureCode.UNLOADABLE, type.getName(), "is not public", "Make the class public.");
        }
        try {
            return new MigrationClass(type.asSubclass(Migration.class).getConstructor());
        } catch (NoSuchMethodException e) {
            throw DiscoveryFailure.ofClass(
                    FailureCode.UNLOADABLE,
                    type.getName(),
                    "has no public constructor without parameters",
                    "Give it one, or none at all.");
        } catch (LinkageError e) {
            throw DiscoveryFailure.unloadable(type.getName(), "cannot be loaded", e, BUILD_HINT);
        }
    }

    private static String flaw(Class<?> type) {
        if (type.isInterface()) {
            return "is an interface";
        }
        if (type.isEnum()) {
            return "is an enum";
        }
        if (!Migration.class.isAssignableFrom(type)) {
            return "does not implement " + Migration.class.getName();
        }
        return Modifier.isAbstract(type.getModifiers()) ? "is abstract" : "";
    }

    String name() {
        return constructor.getDeclaringClass().getName();
    }

    Migration create() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw DiscoveryFailure.unloadable(name(), "cannot be constructed", e, BUILD_HINT);
        }
    }

    /** Whether the class, or one above it, has its own of a method that Migration has a default for. */
    boolean overrides(String method, Class<?> parameter) {
        return ask("methods", () -> constructor.getDeclaringClass().getMethod(method, parameter))
                        .getDeclaringClass()
                != Migration.class;
    }

    /** Asks the author's class something that must not fail. */
    <T> T ask(String what, Callable<T> question) {
        try {
            return question.call();
        } catch (Exception | LinkageError | AssertionError e) {
            throw DiscoveryFailure.unloadable(name(), "cannot be asked for its " + what, e, BUILD_HINT);
        }
    }
}
