package io.github.claudenexus.rollback;

import java.util.ArrayList;
import java.util.List;

/** What a rehearsal does not compare: said in every report, so that nobody takes it for proven. */
final class NotCompared {

    private static final List<String> ALWAYS = List.of(
            "the history table",
            "the contents of materialized views",
            "roles, tablespaces and settings of the server or of a database",
            "the physical order of rows, statistics and free space",
            "the last values of sequences, which are told apart",
            "large objects",
            "what migrations do outside of the database",
            "the rights of the role that will migrate: rehearsals on the plugin's own PostgreSQL are a superuser's,"
                    + " and the target's roles are made there by name only");

    private NotCompared() {}

    static List<String> sentences(TargetState target) {
        List<String> all = new ArrayList<>(ALWAYS);
        if (target.database().isEmpty()) {
            all.add("how large tables are: no target is configured, so no lock is an error");
        }
        return all;
    }
}
