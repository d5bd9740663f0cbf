package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A migration written in SQL. Its scripts are split, and the down read at all, when somebody first asks for them: most
 * runs apply few of the migrations that there are.
 *
 * @param id its version and name
 * @param origin the up file
 * @param checksum of the up file, independent of line ends
 * @param declared what the comments before its first statement declare
 * @param upScript the up file
 * @param downScript the down file, if there is one
 * @param elsewhere what other tools would record of the up file
 */
public record SqlMigration(
        MigrationId id,
        String origin,
        Checksum checksum,
        Declarations declared,
        Supplier<SqlScript> upScript,
        Supplier<Optional<SqlScript>> downScript,
        OtherChecksums elsewhere)
        implements DiscoveredMigration {

    /** One that is in no file that another tool could have read. */
    public SqlMigration(MigrationId id, Checksum checksum, SqlScript up, Optional<SqlScript> down) {
        this(id, up.file(), checksum, up.declared(), () -> up, () -> down, OtherChecksums.NONE);
    }

    /**
     * What applies it.
     *
     * @throws io.github.claudenexus.failure.NexusException when the file holds what no script may hold
     */
    public SqlScript up() {
        return upScript.get();
    }

    /**
     * What undoes it, if anything does.
     *
     * @throws io.github.claudenexus.failure.NexusException when the file cannot be read, or holds what no down may hold
     */
    public Optional<SqlScript> down() {
        return downScript.get();
    }

    // Its statements and directives, not its comments.
    @Override
    public Optional<Checksum> downChecksum() {
        return down().map(script -> {
            MessageDigest digest = Sha256.digest();
            digest.update((script.transactional() + "\n").getBytes(StandardCharsets.UTF_8));
            for (Statement statement : script.statements()) {
                String rows = statement.writtenRows().orElse("");
                digest.update((statement.written() + "\n;\n" + rows).getBytes(StandardCharsets.UTF_8));
            }
            return new Checksum("statements-1", Sha256.hex(digest));
        });
    }

    /** Its up, and its down if there is one. */
    public Stream<SqlScript> scripts() {
        return Stream.concat(Stream.of(up()), down().stream());
    }

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public boolean transactional() {
        return up().transactional();
    }

    @Override
    public boolean reversible() {
        return down().isPresent();
    }

    @Override
    public boolean safeToRepeat() {
        return id.isRepeatable();
    }

    @Override
    public SqlMigration map(UnaryOperator<String> texts) {
        return new SqlMigration(
                id,
                origin,
                checksum,
                declared,
                new Once<>(() -> up().map(texts)),
                new Once<>(() -> down().map(script -> script.map(texts))),
                elsewhere);
    }
}
