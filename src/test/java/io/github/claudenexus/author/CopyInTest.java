package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyInTest {

    private static final String COPY = "COPY t FROM STDIN WITH (FORMAT csv)";

    private TestDatabase database;

    @BeforeEach
    void createTable() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE t (n int, name text)");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void rowsAreCopiedWithinTheTransaction() throws SQLException {
        AtomicLong copied = new AtomicLong();

        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            copied.set(db.copyIn(COPY, new StringReader("1,one\n2,\"two, too\"\n")));
            db.execute("UPDATE t SET n = n + 1 WHERE n = 2");
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(copied).hasValue(2);
        assertThat(database.value("SELECT string_agg(n || name, ';' ORDER BY n) FROM t"))
                .isEqualTo("1one;3two, too");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsOfAFileAreCopiedInATransactionAndOutsideOfOne(boolean transactional) throws SQLException {
        Outcome outcome = Run.on(database).migrate(file(transactional, "1,one\n2,\"two; too\"\n"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(n || name, ';' ORDER BY n) FROM t"))
                .isEqualTo("2one;3two; too");
    }

    @Test
    void aBadRowOfAFileFailsItsStatementAndLeavesNothing() throws SQLException {
        Failure failure = failure(Run.on(database).migrate(file(true, "1,a\nx,b\n")));

        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).startsWith("001-sql-step failed: invalid input syntax for type integer: \"x\"");
        assertThat(failure.place().statement()).contains(COPY);
        assertThat(failure.place().where()).contains("line 3, column 5");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    private static SqlMigration file(boolean transactional, String rows) {
        SqlMigration plain = (SqlMigration) sql(1, "SELECT 1");
        return new SqlMigration(
                plain.id(),
                plain.checksum(),
                new SqlScript(
                        plain.origin(),
                        List.of(
                                new Statement(COPY, new SourcePosition("test.sql", 3, 5), Optional.of(rows)),
                                Statement.in("test.sql", 7, 1, "UPDATE t SET n = n + 1")),
                        transactional,
                        Declarations.irreversible("a test")),
                Optional.empty());
    }

    @Test
    void aBadRowFailsTheMigrationAtItsStatement() throws SQLException {
        Failure failure =
                failure(Run.on(database).migrate(up(1, db -> db.copyIn(COPY, new StringReader("1,a\nx,b\n")))));

        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).contains("invalid input syntax for type integer: \"x\"");
        assertThat(failure.place().statement()).contains(COPY);
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void rowsThatCannotBeReadFailTheMigration() throws SQLException {
        Failure failure = failure(Run.on(database).migrate(up(1, db -> db.copyIn(COPY, new Unreadable()))));

        assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
        assertThat(failure.message()).contains("the disk is gone");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void theTransactionIsNotLeft() {
        Failure failure = failure(Run.on(database)
                .migrate(up(1, db -> db.copyIn("COPY t FROM STDIN; COMMIT", new StringReader("1\tone\n")))));

        assertThat(failure.code()).isEqualTo(FailureCode.LEFT_TRANSACTION);
    }

    @Test
    void onlineRowsThatWereReadAreNotAskedForAgain() throws SQLException {
        database.execute("CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.n = 2 THEN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END IF; RETURN NEW; END $$;"
                + " CREATE TRIGGER busy BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION busy()");
        Run run = Run.on(database);

        Outcome outcome =
                run.migrate(online(1, db -> {}, db -> db.copyIn(COPY, new StringReader("1,one\n2,two\n3,three\n"))));

        assertThat(outcome.failure()).isPresent();
        assertThat(run.lines).noneMatch(line -> line.startsWith("retries"));
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    private static Failure failure(Outcome outcome) {
        return outcome.failure().orElseThrow().failure();
    }

    private static final class Unreadable extends Reader {

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public void close() {}
    }
}
