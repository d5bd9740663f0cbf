package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.sql.Declarations;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A migration written in Java. Its class is loaded when somebody first wants to know more than its bytes tell.
 *
 * @param id its version and name
 * @param checksum of the class and its nested classes, without debug information
 * @param origin the class's name
 * @param saysNothing whether its bytes show that it has no note and no manual steps
 * @param answers loads its class, and asks it
 */
public record JavaMigration(
        MigrationId id, Checksum checksum, String origin, boolean saysNothing, Supplier<Answers> answers)
        implements DiscoveredMigration {

    /**
     * What a migration's class says of itself.
     *
     * @param instances makes a new instance for each try
     * @param online whether it overrides {@link Migration#online}
     * @param reversible whether it overrides {@link Migration#down}
     * @param declared what its author declares about it; a reason for having no down only where it has none
     */
    public record Answers(Supplier<Migration> instances, boolean online, boolean reversible, Declarations declared) {}

    /** Asks its class once. */
    public JavaMigration {
        answers = new Once<>(answers);
    }

    /** One whose class has been asked. */
    public JavaMigration(
            MigrationId id,
            Checksum checksum,
            String origin,
            Supplier<Migration> instances,
            boolean online,
            boolean reversible,
            Declarations declared) {
        this(id, checksum, origin, false, () -> new Answers(instances, online, reversible, declared));
    }

    /** Makes a new instance for each try. */
    public Supplier<Migration> instances() {
        return answers.get().instances();
    }

    /** Whether it overrides {@link Migration#online}. */
    public boolean online() {
        return answers.get().online();
    }

    @Override
    public boolean reversible() {
        return answers.get().reversible();
    }

    @Override
    public Declarations declared() {
        return answers.get().declared();
    }

    @Override
    public String note() {
        return saysNothing ? "" : declared().note();
    }

    @Override
    public List<String> manualSteps() {
        return saysNothing ? List.of() : declared().manualSteps();
    }

    @Override
    public Optional<?> read() {
        return Optional.of(answers.get());
    }

    @Override
    public String kind() {
        return "java";
    }

    @Override
    public boolean transactional() {
        return true;
    }

    @Override
    public boolean atOnce() {
        return !online();
    }

    @Override
    public boolean safeToRepeat() {
        return instances().get().safeToRepeat();
    }
}
