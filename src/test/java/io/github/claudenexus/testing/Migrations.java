package io.github.claudenexus.testing;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Migrations made on the spot. */
public final class Migrations {

    private Migrations() {}

    /** A version written with three digits at least. */
    public static Version version(int number) {
        return Version.of("%03d".formatted(number));
    }

    /** A migration's version, written with three digits at least, and its name. */
    public static MigrationId id(int number, String name) {
        return new MigrationId(version(number), name);
    }

    /** The version of a migration that has one whole number. */
    public static int number(MigrationId id) {
        return Integer.parseInt(id.version().toString());
    }

    /** An applied migration's place in the history. */
    public static HistoryRow.Application application(Instant at, String by, long durationMs) {
        return new HistoryRow.Application(1, at, by, durationMs, HistoryRow.RecordedBy.MIGRATE);
    }

    /** A part of a migration. */
    @FunctionalInterface
    public interface Part<T> {
        /** Does it. */
        void run(T database) throws Exception;
    }

    /** A Java migration with an up only. */
    public static DiscoveredMigration up(int number, Part<Database> up) {
        return java(number, up, null, database -> {});
    }

    /** A Java migration with an up and a verify. */
    public static DiscoveredMigration verified(int number, Part<Database> up, Part<Database> verify) {
        return java(number, up, null, verify);
    }

    /** A Java migration with an online part. */
    public static DiscoveredMigration online(int number, Part<Database> up, Part<Online> online) {
        return java(number, up, online, database -> {});
    }

    /** The same, edited since. */
    public static DiscoveredMigration edited(JavaMigration java) {
        return new JavaMigration(
                java.id(),
                Run.checksum("edited"),
                java.origin(),
                java.instances(),
                java.online(),
                java.reversible(),
                java.declared());
    }

    private static DiscoveredMigration java(
            int number,
            Part<Database> up,
            @org.jspecify.annotations.Nullable Part<Online> online,
            Part<Database> verify) {
        Migration migration = new Migration() {
            @Override
            public void up(Database database) throws Exception {
                up.run(database);
            }

            @Override
            public void online(Online database) throws Exception {
                if (online != null) {
                    online.run(database);
                }
            }

            @Override
            public void verify(Database database) throws Exception {
                verify.run(database);
            }
        };
        return of(number, migration, online != null);
    }

    /** A Java migration as its class would be. */
    public static DiscoveredMigration of(int number, Migration migration, boolean online) {
        return new JavaMigration(
                id(number, "java-step"),
                Run.checksum("java" + number),
                "test.M" + number,
                () -> migration,
                online,
                false,
                Declarations.irreversible("a test"));
    }

    /** The same, declared to be allowed to lose data. */
    public static DiscoveredMigration losing(JavaMigration java, String reason) {
        return new JavaMigration(
                java.id(),
                java.checksum(),
                java.origin(),
                java.instances(),
                java.online(),
                java.reversible(),
                new Declarations("", "", reason, List.of()));
    }

    /** A Java migration that can be undone. */
    public static DiscoveredMigration reversible(int number, Part<Database> up, Part<Database> down) {
        return undoneBy((JavaMigration) up(number, up), down);
    }

    /** The same with a down. */
    public static DiscoveredMigration undoneBy(JavaMigration java, Part<Database> down) {
        Migration forth = java.instances().get();
        Migration both = new Migration() {
            @Override
            public void up(Database database) throws Exception {
                forth.up(database);
            }

            @Override
            public void online(Online database) throws Exception {
                forth.online(database);
            }

            @Override
            public void down(Database database) throws Exception {
                down.run(database);
            }
        };
        return new JavaMigration(
                java.id(), java.checksum(), java.origin(), () -> both, java.online(), true, Declarations.NONE);
    }

    /** The same with a down file; each statement stands on a line of its own. */
    public static SqlMigration undoneBy(DiscoveredMigration up, String... down) {
        return undoneBy(true, up, down);
    }

    /** The same with a down file that is not transactional. */
    public static SqlMigration undoneOutside(DiscoveredMigration up, String... down) {
        return undoneBy(false, up, down);
    }

    private static SqlMigration undoneBy(boolean transactional, DiscoveredMigration up, String... down) {
        SqlMigration sql = (SqlMigration) up;
        String file = "db/migration/" + sql.id() + ".down.sql";
        return new SqlMigration(
                sql.id(),
                sql.checksum(),
                new SqlScript(sql.up().file(), sql.up().statements(), sql.transactional(), Declarations.NONE),
                Optional.of(new SqlScript(file, statements(file, down), transactional, Declarations.NONE)));
    }

    /** The same with these declarations. */
    public static SqlMigration declaring(DiscoveredMigration migration, Declarations declared) {
        SqlMigration sql = (SqlMigration) migration;
        SqlScript up = sql.up();
        return new SqlMigration(
                sql.id(),
                sql.checksum(),
                new SqlScript(up.file(), up.statements(), up.transactional(), declared),
                sql.down());
    }

    /** The statements of a file that has each of these texts on a line of its own; a text may hold several. */
    public static List<Statement> statements(String file, String... lines) {
        return Stream.iterate(0, index -> index < lines.length, index -> index + 1)
                .map(index -> Statement.in(file, index + 1, 1, lines[index]))
                .flatMap(line -> line.parts().size() > 1 ? line.parts().stream() : Stream.of(line))
                .toList();
    }

    /** A SQL migration; each statement stands on a line of its own. */
    public static DiscoveredMigration sql(int number, String... statements) {
        return sql(number, true, statements);
    }

    /** A SQL migration that is not transactional. */
    public static DiscoveredMigration nonTransactional(int number, String... statements) {
        return sql(number, false, statements);
    }

    /** A repeatable SQL migration. */
    public static DiscoveredMigration repeatable(String name, String... statements) {
        return repeatable(name, true, statements);
    }

    /** A repeatable SQL migration that is not transactional, as Flyway has them. */
    public static DiscoveredMigration nonTransactionalRepeatable(String name, String... statements) {
        return repeatable(name, false, statements);
    }

    private static DiscoveredMigration repeatable(String name, boolean transactional, String... statements) {
        SqlMigration numbered = (SqlMigration) sql(1, statements);
        return new SqlMigration(
                MigrationId.repeatable(name),
                numbered.checksum(),
                new SqlScript(
                        "db/migration/R-" + name + ".sql",
                        numbered.up().statements(),
                        transactional,
                        Declarations.NONE),
                Optional.empty());
    }

    private static DiscoveredMigration sql(int number, boolean transactional, String... statements) {
        MigrationId id = id(number, "sql-step");
        String file = "db/migration/" + id + ".sql";
        return new SqlMigration(
                id,
                Run.checksum(String.join(";", statements)),
                new SqlScript(file, statements(file, statements), transactional, Declarations.irreversible("a test")),
                Optional.empty());
    }
}
