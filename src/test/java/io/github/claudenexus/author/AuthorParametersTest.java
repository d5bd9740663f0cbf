package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations.Part;
import io.github.claudenexus.testing.Run;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PGobject;

class AuthorParametersTest extends DatabaseTest {

    private enum Mood {
        OK
    }

    static Stream<Arguments> bound() throws SQLException {
        Instant noon = Instant.parse("2024-01-01T12:00:00Z");
        PGobject range = new PGobject();
        range.setType("int4range");
        range.setValue("[1,3)");
        return Stream.of(
                Arguments.of("timestamptz", noon, "2024-01-01 12:00:00+00"),
                Arguments.of(
                        "timestamptz",
                        ZonedDateTime.parse("2024-01-01T13:00:00+01:00[Europe/Oslo]"),
                        "2024-01-01 12:00:00+00"),
                Arguments.of("timestamptz", Date.from(noon), "2024-01-01 12:00:00+00"),
                Arguments.of("mood", Mood.OK, "OK"),
                Arguments.of("text", Mood.OK, "OK"),
                Arguments.of("text[]", List.of("a", "b,c"), "{a,\"b,c\"}"),
                Arguments.of("int[]", List.of(1, 2), "{1,2}"),
                Arguments.of("bigint[]", Set.of(3L), "{3}"),
                Arguments.of("uuid[]", List.of(new UUID(0, 1)), "{00000000-0000-0000-0000-000000000001}"),
                Arguments.of("date[]", List.of(LocalDate.of(2024, 2, 29)), "{2024-02-29}"),
                Arguments.of("timestamptz[]", List.of(noon), "{\"2024-01-01 12:00:00+00\"}"),
                Arguments.of("mood[]", List.of(Mood.OK), "{OK}"),
                Arguments.of("int[]", List.of(), "{}"),
                Arguments.of("interval", Duration.ofMinutes(90).plusMillis(500), "01:30:00.5"),
                Arguments.of("interval", Duration.ofMillis(-1500), "-00:00:01.5"),
                Arguments.of("interval", Period.of(1, 2, 3), "1 year 2 mons 3 days"),
                Arguments.of("uuid", Optional.of(new UUID(0, 1)), "00000000-0000-0000-0000-000000000001"),
                Arguments.of("int4range", range, "[1,3)"),
                Arguments.of("numeric", new BigInteger("12345678901234567890"), "12345678901234567890"),
                Arguments.of("numeric", new BigDecimal("1.50"), "1.50"));
    }

    @ParameterizedTest
    @MethodSource("bound")
    void javaTypesAreBound(String type, Object value, String expected) throws SQLException {
        assertThat(Run.on(database)
                        .migrate(up(1, db -> {
                            db.execute("SET TimeZone = 'UTC'");
                            db.execute("CREATE TYPE mood AS ENUM ('OK')");
                            db.execute("CREATE TABLE t (v " + type + ")");
                            db.execute("INSERT INTO t VALUES (?)", value);
                            db.batch("INSERT INTO t VALUES (?)", List.<Object[]>of(new Object[] {value}));
                            db.execute("CREATE TABLE seen AS SELECT v::text FROM t");
                            assertThat(db.query("SELECT 1 FROM t WHERE v = ?", row -> row.getInt(1), value))
                                    .hasSize(2);
                        }))
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT string_agg(v, ' and ') FROM seen")).isEqualTo(expected + " and " + expected);
    }

    @Test
    void whatIsAbsentIsNull() throws SQLException {
        Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE t (v int)");
            db.execute("INSERT INTO t VALUES (?)", Optional.empty());
            db.execute("INSERT INTO t VALUES (?)", new Object[] {null});
        }));

        assertThat(database.value("SELECT count(*) FROM t WHERE v IS NULL")).isEqualTo("2");
    }

    @Test
    void aParameterWithoutAnSqlTypeIsNamed() {
        assertThat(failure(db -> db.execute("SELECT ?, ?", 1, Year.of(2024))).message())
                .startsWith(
                        "001-java-step failed: Parameter 2 is a java.time.Year, for which no SQL type is known. Hand over");
        assertThat(failure(db -> db.execute("SELECT ?", List.of(Year.of(2024)))).message())
                .startsWith(
                        "001-java-step failed: Parameter 1 is a collection of java.time.Year, for which no array is known.");
    }

    @Test
    void aQuestionMarkOperatorGetsAHint() {
        String message = "001-java-step failed: The statement has more ? than parameters are handed over."
                + " PostgreSQL's operators ?, ?| and ?& are written ??, ??| and ??&.";

        assertThat(failure(db -> db.execute("SELECT '{}'::jsonb ? 'a'")).message())
                .isEqualTo(message);
        assertThat(failure(db -> db.query("SELECT '{}'::jsonb ? 'a'", row -> 1)).message())
                .isEqualTo(message);
        assertThat(failure(db -> db.execute("SELECT 1", 7)).message())
                .isEqualTo("001-java-step failed: Parameter 1 is handed over, and the statement has fewer ?.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('?') /* ? */;",
                "INSERT INTO t SELECT '?' WHERE '{\"a\":1}'::jsonb ?? 'a'",
                "INSERT INTO t SELECT '?' WHERE {d '2024-02-29'} < now()",
                "DELETE FROM t; INSERT INTO t VALUES ('?')"
            })
    void aStatementWithoutParametersIsReadAsJdbcReadsIt(String sql) throws SQLException {
        database.execute("CREATE TABLE t (n text)");

        assertThat(Run.on(database).migrate(up(1, db -> db.execute(sql))).failure())
                .isEmpty();
        assertThat(database.value("SELECT string_agg(n, ' ') FROM t")).isEqualTo("?");
    }

    @Test
    void textWhereAnotherTypeIsWantedGetsAHint() {
        assertThat(failure(db -> {
                            db.execute("CREATE TABLE t (u uuid)");
                            db.execute("INSERT INTO t VALUES (?)", "00000000-0000-0000-0000-000000000001");
                        })
                        .hint())
                .contains("A String is sent as text: cast it where another type is wanted, as ?::uuid or ?::jsonb.");
    }

    private Failure failure(Part<Database> part) {
        return Run.on(database).migrate(up(1, part)).failure().orElseThrow().failure();
    }
}
