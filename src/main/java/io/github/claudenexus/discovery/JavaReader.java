package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import io.github.claudenexus.sql.Declarations;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes migrations of classes, and refuses those that only look like one. */
final class JavaReader {

    private final ClassLoader loader;
    private final Consumer<String> remarks;

    JavaReader(ClassLoader loader, Consumer<String> remarks) {
        this.loader = loader;
        this.remarks = remarks;
    }

    /** The migration that a class is; empty when it is none and need not be one. */
    Optional<JavaMigration> read(ClassPathEntry place, String className) {
        String simpleName = Naming.simpleName(className);
        if (!Naming.isTopLevel(className) || !Naming.claims(simpleName)) {
            refuseIfMigration(place, className);
            return Optional.empty();
        }
        MigrationId id = Naming.ofClass(simpleName)
                .orElseThrow(() -> DiscoveryFailure.ofClass(
                        FailureCode.MISNAMED, className, Naming.flaw(simpleName), Naming.CLASS_RULE));
        ClassBytes bytes = bytes(place, className);
        JavaMigration migration = new JavaMigration(
                id,
                bytes.checksum(),
                className,
                bytes.saysNothing(),
                () -> ProjectClassLoader.within(loader, () -> answers(MigrationClass.of(load(className)))));
        return bytes.saysNothing() ? Optional.of(migration) : migration.read().map(read -> migration);
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, false, loader);
        } catch (UnsupportedClassVersionError e) {
            throw DiscoveryFailure.unloadable(
                    className, "cannot be loaded", e, "Run Maven on the Java version the project is compiled for.");
        } catch (ClassNotFoundException | LinkageError e) {
            throw DiscoveryFailure.unloadable(
                    className, "cannot be loaded", e, "Add what is missing to the project's dependencies, and build.");
        }
    }

    // A class that cannot be loaded and does not claim to be a migration stops nothing, but is not passed over in
    // silence.
    private void refuseIfMigration(ClassPathEntry place, String className) {
        Class<?> type;
        try {
            if (!ClassBytes.mayBeMigration(place.classFile(className))) {
                return;
            }
            type = Class.forName(className, false, loader);
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            remarks.accept("It is not known whether " + className + " is a migration: " + e + ".");
            return;
        }
        if (Migration.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            String flaw = Naming.isTopLevel(className) ? "is not named as a migration is" : "is a nested class";
            throw DiscoveryFailure.ofClass(
                    FailureCode.MISNAMED, className, "implements Migration, but " + flaw, Naming.CLASS_RULE);
        }
    }

    private static JavaMigration.Answers answers(MigrationClass type) {
        Migration sample = type.create();
        boolean reversible = type.overrides("down", Database.class);
        String reason =
                reversible ? "" : type.ask("reason", () -> sample.irreversible().strip());
        if (!reversible && reason.isEmpty()) {
            throw DiscoveryFailure.ofClass(
                    FailureCode.NO_REASON,
                    type.name(),
                    "has no down, and does not say why",
                    "Override down, or return the reason from irreversible().");
        }
        return new JavaMigration.Answers(
                type::create,
                type.overrides("online", Online.class),
                reversible,
                new Declarations(
                        reason,
                        type.ask("accepted locks", () -> sample.acceptLock().strip()),
                        type.ask("accepted loss", () -> sample.acceptLoss().strip()),
                        type.ask("manual steps", () -> List.copyOf(sample.manualSteps())),
                        type.ask("note", () -> sample.note().strip())));
    }

    private ClassBytes bytes(ClassPathEntry place, String className) {
        try {
            return ClassBytes.of(place, className);
        } catch (IOException | RuntimeException e) {
            load(className); // It says better why, where it cannot be loaded either.
            throw e instanceof NexusException known
                    ? known
                    : DiscoveryFailure.unloadable(className, "cannot be read", e, "Build the project again.");
        }
    }
}
