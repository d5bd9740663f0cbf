package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The roles of a scratch server that are there because of a rehearsal: those it is given because the target has them,
 * and those that migrations make, which belong to no database and so go with none.
 */
final class Roles {

    private static final String DUPLICATE_OBJECT = "42710";

    private final Connection connection;
    private final Set<String> given = new TreeSet<>();
    private final Set<Long> made = new LinkedHashSet<>();

    Roles(Connection connection) {
        this.connection = connection;
    }

    /** Makes those that the server lacks, if it may; none of them can log in. */
    void give(Set<String> names) throws SQLException {
        Set<String> before = names();
        for (String name : names) {
            Statements.send(
                    connection,
                    "DO $nexus$ BEGIN EXECUTE format('CREATE ROLE %I', " + SessionSettings.literal(name)
                            + "); EXCEPTION WHEN duplicate_object OR insufficient_privilege THEN NULL; END $nexus$");
        }
        Set<String> fresh = names();
        fresh.retainAll(names);
        fresh.removeAll(before);
        given.addAll(fresh);
    }

    private Set<String> names() throws SQLException {
        return new TreeSet<>(Statements.query(connection, "SELECT rolname FROM pg_roles", row -> row.getString(1)));
    }

    /** The role that was given and that, the server says, stands in the way of the same one. */
    Optional<String> inTheWay(String sqlState, String message) {
        return DUPLICATE_OBJECT.equals(sqlState)
                ? given.stream().filter(name -> ServerWords.name(message, name)).findFirst()
                : Optional.empty();
    }

    /** Drops a role that was given; where it resists, the migration that makes it fails once more, and says so. */
    void takeBack(String name) throws SQLException {
        given.remove(name);
        Statements.send(
                connection,
                "DO $nexus$ BEGIN EXECUTE format('DROP ROLE %I', " + SessionSettings.literal(name)
                        + "); EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN NULL;"
                        + " END $nexus$");
    }

    /** All that there are, by their numbers. */
    Set<Long> all() throws SQLException {
        return new LinkedHashSet<>(Statements.query(connection, "SELECT oid FROM pg_roles", row -> row.getLong(1)));
    }

    /**
     * Learns which roles a migration has made: those that are new and that it named. Others may make some meanwhile.
     *
     * @param before what there was before it
     * @param named its statements that make roles, in lower case
     */
    void learn(Set<Long> before, String named) throws SQLException {
        Statements.query(
                connection,
                "SELECT oid, rolname FROM pg_roles ORDER BY oid",
                row -> !before.contains(row.getLong(1))
                        && isNamed(row.getString(2), named)
                        && made.add(row.getLong(1)));
    }

    private static boolean isNamed(String role, String statements) {
        String name = Pattern.quote(role.toLowerCase(Locale.ROOT));
        return Pattern.compile("(?<!\\w)" + name + "(?!\\w)")
                .matcher(statements)
                .find();
    }

    /** The roles that migrations have made and that are still there, as a note that {@link #drop} understands. */
    String note() throws SQLException {
        if (made.isEmpty()) {
            return "";
        }
        return String.join(
                "\n",
                Statements.query(
                        connection,
                        "SELECT oid || ' ' || rolname FROM pg_roles WHERE oid IN ("
                                + made.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + ") ORDER BY oid",
                        row -> row.getString(1)));
    }

    /** Writes that note down at a database, for whoever finds it when this run is dead. */
    void noteAt(ConnectionSettings database) throws SQLException {
        String note = note();
        if (!note.isEmpty()) {
            Statements.send(
                    connection,
                    "COMMENT ON DATABASE " + database.server().database() + " IS " + SessionSettings.literal(note));
        }
    }

    /** Drops the roles of notes; what refused, for each that could not be. */
    List<SQLException> drop(List<String> notes) throws SQLException {
        List<SQLException> refusals = new ArrayList<>();
        // A role that gave others membership goes after them.
        for (String name : Statements.query(
                connection,
                "SELECT quote_ident(rolname) FROM pg_roles"
                        + " WHERE oid || ' ' || rolname = ANY(string_to_array(?, E'\\n')) ORDER BY oid DESC",
                row -> row.getString(1),
                String.join("\n", notes))) {
            try {
                Statements.send(connection, "DROP ROLE IF EXISTS " + name);
            } catch (SQLException refused) {
                refusals.add(refused);
            }
        }
        return refusals;
    }
}
