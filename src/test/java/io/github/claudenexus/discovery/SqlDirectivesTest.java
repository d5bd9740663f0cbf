package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.sql.Declarations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a SQL file declares in comments, and what looks as if it did. */
class SqlDirectivesTest extends SqlFileTest {

    SqlDirectivesTest(@TempDir Path root) {
        super(root);
    }

    @Test
    void directivesAreRead() throws IOException {
        project.sql(
                "003-x.sql",
                "-- Why.\n--NEXUS:  transactional = false \n/* and */\n-- nexus: irreversible=the data = gone\nVACUUM t");

        SqlMigration migration = only();

        assertThat(migration.transactional()).isFalse();
        assertThat(migration.reversible()).isFalse();
        assertThat(migration.declared().irreversible()).isEqualTo("the data = gone");
    }

    @Test
    void whatIsAcceptedAndWhatIsToBeDoneByHandIsDeclared() throws IOException {
        project.sql(
                        "003-x.sql",
                        "-- nexus: accept-lock=in the window of 3 am\n-- nexus: manual=Stop the importer.\n"
                                + "-- nexus: accept-loss=the copies = old\n-- nexus: manual=Start it again.\n" + UP)
                .sql("003-x.down.sql", DOWN);

        assertThat(only().declared())
                .isEqualTo(new Declarations(
                        "",
                        "in the window of 3 am",
                        "the copies = old",
                        List.of("Stop the importer.", "Start it again.")));
    }

    @Test
    void declarationsWithoutAReasonOrStepAreRefused() {
        project.sql("001-a.sql", "-- nexus: accept-lock=\n" + UP)
                .sql("002-b.sql", "-- nexus: accept-loss\n" + UP)
                .sql("003-c.sql", "-- nexus: manual= \n" + UP)
                .sql("004-d.sql", "-- nexus: accept-lock=a\n-- nexus: accept-lock=a\n" + UP);

        refused(FailureCode.BAD_SQL_FILE, """
                db/migration/001-a.sql, line 1, column 1: accept-lock has no reason.
                  also: db/migration/002-b.sql, line 1, column 1: accept-loss has no reason.
                  also: db/migration/003-c.sql, line 1, column 1: manual has no step.
                  also: db/migration/004-d.sql, line 2, column 1: the directive 'accept-lock' is given a second time.""");
    }

    @Test
    void aDownDeclaresNothing() {
        project.sql("001-a.sql", UP)
                .sql("001-a.down.sql", "-- nexus: accept-loss=so\n" + DOWN)
                .sql("002-b.sql", UP)
                .sql("002-b.down.sql", "-- nexus: manual=so\n" + DOWN);

        Failure failure = refused(FailureCode.BAD_SQL_FILE, """
                db/migration/001-a.down.sql is a down, and declares what belongs in its up.
                  also: db/migration/002-b.down.sql is a down, and declares what belongs in its up.""");
        assertThat(failure.hint())
                .isEqualTo("Move its directives 'accept-lock', 'accept-loss' and 'manual' to 001-a.sql.");
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        project.sql("003-x.sql", "-- a\n-- nexus: transactionl=false\n" + UP);

        Failure failure = refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 2, column 1: the directive 'transactionl' is not known.");
        assertThat(failure.place().where()).contains("line 2, column 1");
        assertThat(failure.place().migration()).contains("003-x");
        assertThat(failure.hint())
                .isEqualTo(
                        "Did you mean transactional? The directives are '-- nexus: transactional=false', irreversible=<reason>,"
                                + " accept-lock=<reason>, accept-loss=<reason> and manual=<step>, before the first statement;"
                                + " only manual more than once.");
    }

    @Test
    void badValuesOfDirectivesAreRefused() {
        project.sql("001-a.sql", "-- nexus: transactional=no\n" + UP)
                .sql("002-b.sql", "-- nexus: irreversible= \n" + UP)
                .sql("003-c.sql", "-- nexus: irreversible=a\n-- nexus: irreversible=b\n" + UP)
                .sql("004-d.sql", UP + "-- nexus: transactional=false\n")
                .sql("005-e.sql", "-- nexus: tx=off\n" + UP);

        refused(FailureCode.BAD_SQL_FILE, """
                db/migration/001-a.sql, line 1, column 1: transactional is true or false, not 'no'.
                  also: db/migration/002-b.sql, line 1, column 1: irreversible has no reason.
                  also: db/migration/003-c.sql, line 2, column 1: the directive 'irreversible' is given a second time.
                  also: db/migration/004-d.sql, line 2, column 1: a directive comes after the first statement.
                  also: db/migration/005-e.sql, line 1, column 1: the directive 'tx' is not known.""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -- nexus transactional=false | transactional=false
                    -- nexus.transactional=false | transactional=false
                    -- nexus: transactional: false | transactional=false
                    -- nexus transactional | transactional=false
                    /* nexus: transactional=true */ | transactional=true
                    -- Nexus: Irreversible = gone | irreversible=gone
                    -- nexus: accept-lock at night | accept-lock=at night
                    -- nexus - manual=Tell support. | manual=Tell support.
                    -- nexus.irreversible: | irreversible=<reason>
                    """)
    void aCommentThatLooksLikeADirectiveIsRefused(String comment, String written) {
        project.sql("003-x.sql", comment + "\n" + UP).sql("003-x.down.sql", DOWN);

        Failure failure = refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 1, column 1: this comment looks like a directive, and is not written as"
                        + " one.");
        assertThat(failure.hint())
                .isEqualTo("Write '-- nexus: " + written + "', or begin the comment with another word.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Nexus: tables of the proxy",
                "-- nexus:",
                "-- nexus",
                "-- Nexus transactional outbox tables",
                "-- Nexus manual, chapter 3",
                "/* Nexus: see the wiki, a = b */",
                "-- nexus.accounts = 'x'",
                "-- nexusx: transactional=false"
            })
    void proseAboutNexusIsAComment(String comment) throws IOException {
        project.sql("003-x.sql", comment + "\n" + UP + comment).sql("003-x.down.sql", DOWN);

        assertThat(only().transactional()).isTrue();
        assertThat(only().declared().withoutNote()).isEqualTo(Declarations.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "-- +goose NO TRANSACTION, goose",
        "-- +goose Down, goose",
        "-- +migrate Down, sql-migrate",
        "-- migrate:down, dbmate",
        "-- atlas:txmode none, Atlas",
        "--liquibase formatted sql, Liquibase",
        "--changeset ann:1, Liquibase",
        "-- //@UNDO, MyBatis Migrations"
    })
    void directivesOfOtherToolsAreRefusedWhereverTheyAre(String comment, String tool) {
        project.sql("003-x.sql", UP + comment + "\n" + DOWN).sql("003-x.down.sql", DOWN);

        Failure failure = refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 2, column 1: '" + comment + "' is a directive of " + tool
                        + ", which is not obeyed here.");
        assertThat(failure.hint())
                .isEqualTo("Delete the line, and move what undoes the migration to its .down.sql. A file that must run"
                        + " outside a transaction begins with '-- nexus: transactional=false'.");
    }

    @Test
    void aDownAndAReasonContradictEachOther() {
        project.sql("003-x.sql", "-- nexus: irreversible=so\n" + UP)
                .sql("003-x.down.sql", DOWN)
                .sql("004-y.sql", UP)
                .sql("004-y.down.sql", "-- nexus: irreversible=so\n" + DOWN);

        refused(FailureCode.BAD_SQL_FILE, """
                db/migration/003-x.sql says that it is irreversible, and has a down.
                  also: db/migration/004-y.down.sql is a down that says it is irreversible.""");
    }
}
