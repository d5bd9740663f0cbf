package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is said of the statements that are sent with the beginning of their transaction. */
class FirstStatementsTest extends DatabaseTest {

    @Test
    void theSecondThatFailsIsReportedWithItsPlaceInTheFile() throws SQLException {
        Run run = Run.on(database);

        Failure failure = run.migrate(sql(1, "CREATE TABLE a (n int)", "CREATE TABLE b (n nosuchtype)", "SELECT 1"))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).isEqualTo("001-sql-step failed: type \"nosuchtype\" does not exist.");
        assertThat(failure.place().origin()).contains("db/migration/001-sql-step.sql");
        assertThat(failure.place().where()).contains("line 2, column 19");
        assertThat(failure.place().statement()).contains("CREATE TABLE b (n nosuchtype)");
        assertThat(run.statements).containsExactly("CREATE TABLE a (n int)", "CREATE TABLE b (n nosuchtype)");
        assertThat(database.value("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void thoseThatTheServerDidNotComeToAreNotSaidToHaveRun() {
        Run run = Run.on(database);

        run.migrate(sql(1, "CREATE TABLE a (n nosuchtype)", "CREATE TABLE b ()", "INSERT INTO b DEFAULT VALUES"));

        assertThat(run.statements).containsExactly("CREATE TABLE a (n nosuchtype)");
    }

    @Test
    void aWarningOfTheSecondIsItsOwn() throws SQLException {
        database.execute("CREATE FUNCTION warn() RETURNS int LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE WARNING 'account 3 has no owner'; RETURN 3; END $$");
        Run run = Run.on(database);

        assertThat(run.migrate(sql(1, "CREATE TABLE a (n int)", "INSERT INTO a VALUES (warn())"))
                        .failure())
                .isEmpty();

        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("warns: "))
                .singleElement()
                .asString()
                .isEqualTo("warns: 001-sql-step: WARNING: account 3 has no owner. Statement:"
                        + " INSERT INTO a VALUES (warn())");
        assertThat(run.notices).containsExactly("INSERT 1");
    }
}
