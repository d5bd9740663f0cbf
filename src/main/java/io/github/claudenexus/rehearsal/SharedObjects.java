package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What statements do to objects that all databases of a server share, such as roles; and which roles and schemas they
 * create. Read from their tokens.
 */
final class SharedObjects {

    private static final Set<String> ROLES = Set.of("ROLE", "USER", "GROUP");
    private static final Set<String> OTHERS = Set.of("SUBSCRIPTION", "TABLESPACE", "DATABASE", "PARAMETER", "SYSTEM");

    // GRANT SELECT ON parameter TO app: these words may be names of tables.
    private static final Set<String> AFTER_A_TABLE = Set.of("TO", "FROM", ",", ".");

    private SharedObjects() {}

    /**
     * Why a migration is not run on a server that is kept: the first statement of its files, or of its seeds, that
     * changes a shared object.
     */
    static Optional<Failure> refusal(DiscoveredMigration migration, List<SqlScript> seeds) {
        Stream<SqlScript> scripts = migration instanceof SqlMigration sql
                ? Stream.concat(Stream.of(sql.up()), sql.down().stream())
                : Stream.empty();
        for (SqlScript script : Stream.concat(scripts, seeds.stream()).toList()) {
            for (Statement statement : script.statements()) {
                Optional<String> change = sharedChange(statement.allTokens().asWritten());
                if (change.isPresent()) {
                    return Optional.of(refusal(change.get(), migration, script, statement));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sharedChange(List<String> tokens) {
        String verb = word(tokens, 0);
        int on = tokens.stream()
                .map(token -> token.toUpperCase(Locale.ROOT))
                .toList()
                .indexOf("ON");
        return switch (verb) {
            case "CREATE", "ALTER" -> changed(verb, tokens, 1);
            // What a role owns or may do reaches beyond the database: other databases, tablespaces.
            case "DROP", "REASSIGN" ->
                word(tokens, 1).equals("OWNED") ? Optional.of(verb + " OWNED") : changed(verb, tokens, 1);
            case "COMMENT", "SECURITY" ->
                changed(verb.equals("SECURITY") ? "SECURITY LABEL ON" : "COMMENT ON", tokens, on + 1);
            case "GRANT", "REVOKE" -> on < 0 ? Optional.of(verb + " of a role") : changed(verb + " ON", tokens, on + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<String> changed(String words, List<String> tokens, int at) {
        boolean nameOfTable = AFTER_A_TABLE.contains(word(tokens, at + 1));
        return !nameOfTable && (OTHERS.contains(word(tokens, at)) || isRole(tokens, at))
                ? Optional.of(words + " " + word(tokens, at))
                : Optional.empty();
    }

    private static Failure refusal(
            String change, DiscoveredMigration migration, SqlScript script, Statement statement) {
        return Failure.of(
                        FailureCode.UNFIT_SCRATCH,
                        migration.id() + " was not run: its " + change
                                + " changes the whole server, and nexus.scratchUrl names one that is kept.",
                        "Leave nexus.scratchUrl out: the plugin's own PostgreSQL is deleted after the rehearsal.")
                .at(new Failure.Place(
                        Optional.of(migration.id().toString()),
                        Optional.of(script.file()),
                        Optional.of(statement.shown()),
                        Optional.empty(),
                        Optional.of(statement.start())));
    }

    /** Names of what is created. A role and a schema may have the same one. */
    record Created(Set<String> roles, Set<String> schemas) {}

    /** What SQL migrations create in up, also in a DO block. */
    static Created createdBy(List<DiscoveredMigration> migrations) {
        Created created = new Created(new HashSet<>(), new HashSet<>());
        for (DiscoveredMigration migration : migrations) {
            if (migration instanceof SqlMigration sql) {
                sql.up().statements().forEach(statement -> addCreated(statement, created));
            }
        }
        return created;
    }

    private static void addCreated(Statement statement, Created created) {
        boolean block = statement.tokens().peek(0).equals("DO");
        List<String> tokens = (block ? statement.tokensWithinStrings() : statement.allTokens()).asWritten();
        for (int at = 0; at < tokens.size(); at++) {
            boolean role = isRole(tokens, at + 1);
            if (word(tokens, at).equals("CREATE")
                    && (role || word(tokens, at + 1).equals("SCHEMA"))) {
                int name = at + 2;
                name += word(tokens, name).equals("IF") ? 3 : 0;
                name += word(tokens, name).equals("AUTHORIZATION") ? 1 : 0;
                if (name < tokens.size()) {
                    (role ? created.roles() : created.schemas()).addAll(StatementTokens.parts(tokens.get(name)));
                }
            }
        }
    }

    private static boolean isRole(List<String> tokens, int at) {
        return ROLES.contains(word(tokens, at)) && !word(tokens, at + 1).equals("MAPPING");
    }

    private static String word(List<String> tokens, int at) {
        return at < tokens.size() ? tokens.get(at).toUpperCase(Locale.ROOT) : "";
    }
}
