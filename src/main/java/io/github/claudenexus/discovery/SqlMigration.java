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
 */
public final class SqlMigration implements DiscoveredMigration {

    private final MigrationId id;
    private final String origin;
    private final Checksum checksum;
    private final Declarations declared;
    private final Supplier<SqlScript> up;
    private final Supplier<Optional<SqlScript>> down;
    private final OtherChecksums elsewhere;

    /**
     * One whose scripts are still to be read.
     *
     * @param id its version and name
     * @param origin the up file
     * @param checksum of the up file, independent of line ends
     * @param declared what the comments before its first statement declare
     * @param up reads the up file
     * @param down reads the down file, if there is one
     * @param elsewhere what other tools would record of the up file
     */
    SqlMigration(
            MigrationId id,
            String origin,
            Checksum checksum,
            Declarations declared,
            Supplier<SqlScript> up,
            Supplier<Optional<SqlScript>> down,
            OtherChecksums elsewhere) {
        this.id = id;
        this.origin = origin;
        this.checksum = checksum;
        this.declared = declared;
        this.up = new Once<>(up);
        this.down = new Once<>(down);
        this.elsewhere = elsewhere;
    }

    /** One that is in no file that another tool could have read. */
    public SqlMigration(MigrationId id, Checksum checksum, SqlScript up, Optional<SqlScript> down) {
        this(id, up.file(), checksum, up.declared(), () -> up, () -> down, OtherChecksums.NONE);
    }

    @Override
    public MigrationId id() {
        return id;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public Checksum checksum() {
        return checksum;
    }

    @Override
    public Declarations declared() {
        return declared;
    }

    /** What other tools would record of the up file. */
    public OtherChecksums elsewhere() {
        return elsewhere;
    }

    /**
     * What applies it.
     *
     * @throws io.github.claudenexus.failure.NexusException when the file holds what no script may hold
     */
    public SqlScript up() {
        return up.get();
    }

    /**
     * What undoes it, if anything does.
     *
     * @throws io.github.claudenexus.failure.NexusException when the file cannot be read, or holds what no down may hold
     */
    public Optional<SqlScript> down() {
        return down.get();
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
    public Optional<?> read() {
        return Optional.of(scripts().toList());
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
                () -> up().map(texts),
                () -> down().map(script -> script.map(texts)),
                elsewhere);
    }
}
