package io.github.claudenexus.rehearsal;

import io.github.claudenexus.history.Histories;
import io.github.claudenexus.locks.RelationSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a rehearsal needs to know of the target database.
 *
 * @param database which database of which server it is; empty without a target
 * @param version its server's version, {@code 18.1}; empty without a target
 * @param history what is recorded of it
 * @param schemas those schemas of its search path that are there
 * @param roles the names of its roles
 * @param measured how large its relations are, and what its columns hold
 * @param sessions what its sessions begin with
 * @param tables its tables, but for the history's and those of extensions
 */
public record TargetState(
        Optional<String> database,
        Optional<String> version,
        Histories history,
        List<String> schemas,
        Set<String> roles,
        Measured measured,
        Sessions sessions,
        List<String> tables) {

    private static final int NAMED = 3;

    /** No target is configured. */
    public static final TargetState NONE = new TargetState(
            Optional.empty(),
            Optional.empty(),
            Histories.NONE,
            List.of(),
            Set.of(),
            Measured.NONE,
            new Sessions(Map.of(), false),
            List.of());

    /**
     * What the target knows of its tables.
     *
     * @param sizes how large its relations are, by name with schema
     * @param columns the statistics of its columns, by name with schema and table; only of tables that were analyzed
     */
    public record Measured(Map<String, RelationSize> sizes, Map<String, ColumnStatistics> columns) {

        /** Nothing is known. */
        public static final Measured NONE = new Measured(Map.of(), Map.of());

        /** Copies the maps. */
        public Measured {
            sizes = Map.copyOf(sizes);
            columns = Map.copyOf(columns);
        }
    }

    /**
     * What the target's last ANALYZE found in a column.
     *
     * @param nulls which part of its values is NULL, 0 to 1
     * @param distinct how many distinct values it has; negative for a part of the rows, -1 where all differ
     */
    public record ColumnStatistics(double nulls, double distinct) {}

    /** How large its relations are, by name with schema. */
    public Map<String, RelationSize> sizes() {
        return measured.sizes();
    }

    /**
     * What a database's sessions begin with.
     *
     * @param settings the search path as it is set, also with schemas that are not there yet, and the time zone
     * @param pathOfSession whether the URL or the role sets that path, which comes before what a database is given
     */
    public record Sessions(Map<String, String> settings, boolean pathOfSession) {

        /** Copies the map. */
        public Sessions {
            settings = Map.copyOf(settings);
        }
    }

    /** The tables of a target without a history, in words: a rehearsal from an empty database says nothing about them. */
    public Optional<String> unrecorded() {
        if (!history.rows().isEmpty() || tables.isEmpty()) {
            return Optional.empty();
        }
        int named = Math.min(tables.size(), NAMED);
        return Optional.of(
                (tables.size() == 1 ? "1 table" : tables.size() + " tables") + " and no history of migrations: "
                        + String.join(", ", tables.subList(0, named))
                        + (tables.size() > named ? " and " + (tables.size() - named) + " more" : ""));
    }

    /** How large its relations are; empty without a target. */
    Optional<Map<String, RelationSize>> knownSizes() {
        return database.map(there -> sizes());
    }

    /** Its server's major version; empty without a target. */
    public OptionalInt major() {
        return version.stream()
                .mapToInt(text -> Integer.parseInt(text.replaceAll("\\D.*", "")))
                .findFirst();
    }

    /** Copies the collections. */
    public TargetState {
        schemas = List.copyOf(schemas);
        roles = Set.copyOf(roles);
        tables = List.copyOf(tables);
    }

    /** The same with other sizes. */
    TargetState sized(Map<String, RelationSize> others) {
        return new TargetState(
                database, version, history, schemas, roles, new Measured(others, measured.columns()), sessions, tables);
    }
}
