package io.github.claudenexus.author;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the up of a SQL file found already there, and its down would drop: the server says the one, the file the other.
 * The SQLSTATE and the quoted names are the same in every language of the server's.
 */
final class AlreadyThere {

    private static final String COLUMN = "42701";
    private static final String RELATION = "42P07";
    private static final String SCHEMA = "42P06";
    private static final String OBJECT = "42710";
    private static final Set<String> RELATIONS =
            Set.of("table", "foreign table", "index", "view", "materialized view", "sequence");
    private static final Set<String> OBJECTS = Set.of("extension", "server", "statistics", "collation");
    private static final Pattern QUOTED = Pattern.compile("[\"«»„“]\\s?(.+?)\\s?[\"«»“”]");

    private AlreadyThere() {}

    /** What a notice to a statement of the migration says was there, as the history notes it. */
    static Optional<String> of(DiscoveredMigration migration, Statement made, ServerMessage notice) {
        if (!Set.of(COLUMN, RELATION, SCHEMA, OBJECT).contains(notice.sqlState())
                || !(migration instanceof SqlMigration file)) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>(QUOTED.matcher(notice.text())
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList());
        return file.down().stream()
                .flatMap(down -> down.statements().stream())
                .flatMap(statement -> Dropped.by(statement).stream())
                .filter(dropped -> isOfKind(notice.sqlState(), dropped.kind(), made)
                        && names.equals(dropped.names())
                        && !isElsewhere(dropped, made))
                .map(Dropped::toString)
                .findFirst();
    }

    private static boolean isOfKind(String state, String kind, Statement made) {
        return switch (state) {
            case COLUMN -> kind.equals(Dropped.COLUMN);
            case RELATION -> RELATIONS.contains(kind);
            case SCHEMA -> kind.equals("schema");
            // The message has the kind in the server's language.
            default -> OBJECTS.contains(kind) && Dropped.kindMadeBy(made).equals(Optional.of(kind));
        };
    }

    /** Whether both statements name the schema, and not the same. */
    private static boolean isElsewhere(Dropped dropped, Statement made) {
        List<String> tokens = made.allTokens().identifiers();
        int at = tokens.indexOf(dropped.relation());
        return dropped.schema().isPresent()
                && at > 1
                && tokens.get(at - 1).equals(".")
                && !tokens.get(at - 2).equals(dropped.schema().get());
    }
}
