package io.github.claudenexus.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs all statements on a server of one version, and compares the picture with pg_dump after each. */
final class OracleRun {

    private static final String HISTORY = "public.nexus_migrations";

    private final int major;
    private final Optional<PgDump> pgDump;
    private final List<String> disagreements = new ArrayList<>();
    private int compared;
    private int deliberate;
    private int madeAgain;
    private int wholes;

    OracleRun(int major) throws IOException {
        this.major = major;
        this.pgDump = PgDump.version() < major ? Optional.empty() : Optional.of(new PgDump());
    }

    /** Runs them on a server in this folder; what disagreed. */
    List<String> in(Path folder) throws Exception {
        try (OracleServer server = new OracleServer(major, folder);
                Connection connection = server.connect()) {
            Looks looks = new Looks(connection, pgDump, server.port());
            for (Ddl statement : Ddl.all()) {
                if (statement.runsOn(major)) {
                    compare(statement, looks);
                }
            }
            wholes = looks.known.wholeReads();
        }
        System.err.printf(
                "PostgreSQL %d: %d statements, %d of them undone and made again, %d pictures read whole, %s,"
                        + " %d disagreements%n",
                major,
                compared,
                madeAgain,
                wholes,
                pgDump.isPresent()
                        ? "pg_dump " + PgDump.version() + " asked, " + deliberate + " deliberate differences"
                        : "pg_dump not asked (none reads this version)",
                disagreements.size());
        return disagreements;
    }

    private void compare(Ddl statement, Looks looks) throws SQLException {
        Picture before = looks.picture;
        String dumpBefore = looks.dump;
        looks.execute(statement).ifPresent(disagreements::add);
        looks.look(statement);
        compared++;
        deliberate += statement.changesPicture() == statement.changesDump() ? 0 : 1;
        List<Difference> differences = before.differences(looks.picture);
        if (differences.isEmpty() == statement.changesPicture()) {
            disagreements.add("picture, " + statement + ": " + differences);
        }
        if (looks.pgDump.isPresent() && looks.dump.equals(dumpBefore) == statement.changesDump()) {
            disagreements.add("pg_dump, " + statement);
        }
        if (statement.makes()) {
            makeAgain(statement, looks, differences);
        }
    }

    /** Whatever was made is dropped and made again: it gets other numbers, and must give the same picture. */
    private void makeAgain(Ddl statement, Looks looks, List<Difference> made) throws SQLException {
        boolean dropped = false;
        for (Difference difference : made) {
            if (difference.isNew()) {
                dropped |= looks.drop(difference.object().toString());
            }
        }
        if (dropped) {
            madeAgain++;
            Picture first = looks.picture;
            looks.execute(statement).ifPresent(disagreements::add);
            looks.picture = looks.picture(statement);
            List<Difference> differences = first.differences(looks.picture);
            if (!differences.isEmpty()) {
                disagreements.add("made again, " + statement + ": " + differences);
            }
        }
    }

    /** The database as it looks now. */
    private final class Looks {

        private KnownCatalog known = new KnownCatalog(HISTORY);
        private final Connection connection;
        private final Optional<PgDump> pgDump;
        private final int port;
        private Picture picture;
        private String dump;

        Looks(Connection connection, Optional<PgDump> pgDump, int port) throws SQLException {
            this.connection = connection;
            this.pgDump = pgDump;
            this.port = port;
            this.dump = dump().join();
            this.picture = new PictureReader(HISTORY).read(connection);
        }

        /** What the statement did other than its comments say. */
        Optional<String> execute(Ddl statement) {
            try {
                OracleServer.execute(connection, statement.sql());
                return statement.fails() ? Optional.of("does not fail: " + statement) : Optional.empty();
            } catch (SQLException failure) {
                return statement.fails() ? Optional.empty() : Optional.of(failure.toString());
            }
        }

        void look(Ddl statement) throws SQLException {
            CompletableFuture<String> printed = dump();
            picture = picture(statement);
            dump = printed.join();
        }

        /** Whether an object could be dropped; some go with another one, or have no statement for it. */
        boolean drop(String object) {
            Optional<String> sql = Inverse.of(object, picture);
            try {
                if (sql.isPresent()) {
                    OracleServer.execute(connection, sql.get());
                }
                return sql.isPresent();
            } catch (SQLException goneWithAnother) {
                return false;
            }
        }

        /** The whole picture, which the one of what has changed must equal. */
        private Picture picture(Ddl statement) throws SQLException {
            Picture whole = new PictureReader(HISTORY).read(connection);
            Picture ofChanges = known.read(connection);
            if (!ofChanges.equals(whole)) {
                disagreements.add("what is known, " + statement + ": " + ofChanges.differences(whole));
                known = new KnownCatalog(HISTORY);
            }
            return whole;
        }

        private CompletableFuture<String> dump() {
            return CompletableFuture.supplyAsync(() ->
                    pgDump.map(asked -> asked.of(port, OracleServer.DATABASE)).orElse(""));
        }
    }
}
