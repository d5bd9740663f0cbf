package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What guards find, and what is made where they find nothing, goes by the names and definitions that PostgreSQL reads. */
class CatalogGuardsTest extends DatabaseTest {

    private static final String LONG = "a".repeat(70);
    private static final Index QUESTION = Index.of("t_url", "t", "(url) WHERE url LIKE '%?%' AND data ? 'a?'");

    @BeforeEach
    void table() throws SQLException {
        database.execute("CREATE TABLE t (url text, data jsonb)");
    }

    @Test
    void aQuestionMarkOfADefinitionIsSentAsItIsWritten() throws SQLException {
        assertThat(Run.on(database)
                        .migrate(
                                up(1, db -> {
                                    db.addColumn("t", "note", "text DEFAULT 'why?'");
                                    assertThat(db.createIndex(QUESTION)).isTrue();
                                    assertThat(db.has().index(QUESTION)).isEqualTo(IndexState.PRESENT);
                                }),
                                online(2, db -> {}, db -> {
                                    assertThat(db.createIndex(QUESTION)).isFalse();
                                    assertThat(db.dropIndex("t_url")).isTrue();
                                    assertThat(db.createIndex(QUESTION)).isTrue();
                                }))
                        .failure())
                .isEmpty();

        assertThat(database.value("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass"))
                .isEqualTo("'why?'::text");
        assertThat(database.value("SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("((url ~~ '%?%'::text) AND (data ? 'a?'::text))");
    }

    @Test
    void namesAreThoseThatTheStatementsMake() throws SQLException {
        assertThat(Run.on(database)
                        .migrate(online(1, db -> db.addColumn("t", "Slug", "text"), db -> {
                            for (String name : new String[] {"T_Url", "\"T_Data\"", LONG}) {
                                Index index = Index.of(name, "t", "(url)");
                                assertThat(db.createIndex(index)).isTrue();
                                assertThat(db.has().index(index)).isEqualTo(IndexState.PRESENT);
                                assertThat(db.createIndex(index)).isFalse();
                            }
                            assertThat(db.addColumn("t", "Slug", "text")).isFalse();
                            assertThat(db.addColumn("t", "\"Slug\"", "int")).isTrue();
                            assertThat(db.has().columnType("t", "\"Slug\"")).contains("integer");
                            db.execute("ALTER TABLE t ADD CONSTRAINT T_Slug CHECK (slug <> '')");
                            assertThat(db.has().constraint("t", "T_Slug")).isPresent();
                        }))
                        .failure())
                .isEmpty();

        assertThat(database.value("SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class WHERE relkind = 'i'"
                        + " AND oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 't'::regclass)"))
                .isEqualTo("T_Data, " + LONG.substring(0, 63) + ", t_url");
        assertThat(database.value("SELECT already_there FROM nexus_migrations")).isEqualTo("{\"column t.Slug\"}");
    }

    @Test
    void anInvalidIndexOfAFoldedNameIsTheMigrationsOwn() throws SQLException {
        database.execute("INSERT INTO t VALUES ('a'), ('a')");
        Index index = Index.unique("T_Url", "t", "(url)");

        assertThat(Run.on(database)
                        .migrate(online(1, db -> {}, db -> db.createIndex(index)))
                        .failure()
                        .orElseThrow()
                        .getMessage())
                .startsWith("001-java-step failed: could not create unique index \"t_url\".");

        assertThat(database.value("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("0");
        assertThat(database.value("SELECT progress -> 'built' FROM nexus_migrations"))
                .isEqualTo("[\"t_url\"]");
    }
}
