package io.github.claudenexus.discovery;

import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A migration written in SQL.
 *
 * @param id its version and name
 * @param checksum of the up file, independent of line ends
 * @param up the up file
 * @param down the down file, if there is one
 * @param elsewhere what other tools would record of the up file
 */
public record SqlMigration(
        MigrationId id, Checksum checksum, SqlScript up, Optional<SqlScript> down, OtherChecksums elsewhere)
        implements DiscoveredMigration {

    /** One that is in no file that another tool could have read. */
    public SqlMigration(MigrationId id, Checksum checksum, SqlScript up, Optional<SqlScript> down) {
        this(id, checksum, up, down, OtherChecksums.NONE);
    }

    // Its statements and directives, not its comments.
    @Override
    public Optional<Checksum> downChecksum() {
        return down.map(script -> {
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
        return Stream.concat(Stream.of(up), down.stream());
    }

    @Override
    public String origin() {
        return up.file();
    }

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public boolean transactional() {
        return up.transactional();
    }

    @Override
    public boolean reversible() {
        return down.isPresent();
    }

    @Override
    public Declarations declared() {
        return up.declared();
    }

    @Override
    public boolean safeToRepeat() {
        return id.isRepeatable();
    }

    @Override
    public SqlMigration map(UnaryOperator<String> texts) {
        return new SqlMigration(id, checksum, up.map(texts), down.map(script -> script.map(texts)), elsewhere);
    }
}
