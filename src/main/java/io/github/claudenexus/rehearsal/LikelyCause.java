package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which earlier migrations, that could not be applied, may be the reason why a later one cannot be either. */
final class LikelyCause {

    // A syntax error, a statement that no transaction allows, a new enum value used at once: all the author's own.
    private static final Set<String> OF_ITSELF = Set.of("42601", "25001", "55P04");
    private static final Pattern NAMED = Pattern.compile("\"([^\"]+)\"");

    private LikelyCause() {}

    /** The sentence that names them, with a space before it; empty when there is none. */
    static String of(Failure failure, List<DiscoveredMigration> failedBefore) {
        if (failure.code() == FailureCode.UNFIT_SCRATCH
                || failure.place().sqlState().filter(OF_ITSELF::contains).isPresent()) {
            return "";
        }
        List<DiscoveredMigration> naming = failedBefore.stream()
                .filter(earlier -> names(earlier, failure.message()))
                .toList();
        List<DiscoveredMigration> suspects = naming.isEmpty() ? failedBefore : naming;
        return suspects.isEmpty()
                ? ""
                : suspects.stream()
                        .map(earlier -> earlier.id().toString())
                        .collect(Collectors.joining(", ", " It may follow from ", ", which could not be applied."));
    }

    /** Whether a migration's statements name what the server names in its message. */
    private static boolean names(DiscoveredMigration earlier, String message) {
        Set<String> named = NAMED.matcher(message)
                .results()
                .map(name -> name.group(1).replaceFirst("^.*\\.", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return earlier instanceof SqlMigration sql
                && sql.up().statements().stream()
                        .flatMap(Statement::wordsWithinStrings)
                        .anyMatch(word -> named.contains(word.toLowerCase(Locale.ROOT)));
    }
}
