package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.layout.MigrationId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a rehearsal of a set of migrations showed.
 *
 * @param serverVersion the version of the PostgreSQL it ran on, {@code 18.1}; where nothing was rehearsed, the target's
 * @param server which server that was, in words: the plugin's own, or the address of the scratch server; empty where
 *     nothing was rehearsed
 * @param judged the migrations that were rehearsed, in order
 * @param unjudged those that the target has already, applied before them and not judged
 * @param notCompared what a rehearsal does not compare, a sentence each
 * @param states what the migrations are on the target
 */
public record Proof(
        String serverVersion,
        String server,
        List<Judgement> judged,
        List<DiscoveredMigration> unjudged,
        List<String> notCompared,
        Map<MigrationId, MigrationState> states) {

    /** Copies the lists. */
    public Proof {
        judged = List.copyOf(judged);
        unjudged = List.copyOf(unjudged);
        notCompared = List.copyOf(notCompared);
        states = Map.copyOf(states);
    }

    /** What there is to show where nothing is to be judged. */
    public static Proof ofNothing(RehearsalRequest request, MigrationSet set) {
        String version = request.target().version().orElseThrow();
        return new Proof(version, "", List.of(), set.migrations(), List.of(), request.states(set));
    }

    /** Whether there was a rehearsal. */
    public boolean isRehearsed() {
        return !server.isEmpty();
    }

    /** What a migration is on the target; without one, pending. */
    public MigrationState state(DiscoveredMigration migration) {
        return Objects.requireNonNull(states.get(migration.id()));
    }

    /** The same with every text that may repeat what a migration or the server said passed through a function. */
    public Proof map(UnaryOperator<String> texts) {
        return new Proof(
                serverVersion,
                server,
                judged.stream().map(one -> one.map(texts)).toList(),
                unjudged,
                notCompared.stream().map(texts).toList(),
                states);
    }
}
