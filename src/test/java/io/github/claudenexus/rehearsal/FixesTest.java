package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.Migrations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered as the fix. */
class FixesTest {

    private static String ofFailure(RehearsalStep step, String state, String message) {
        return ofFailure(step, state, message, null);
    }

    private static String ofFailure(RehearsalStep step, String state, String message, @Nullable String statement) {
        return Fixes.of(
                step,
                Failure.of(FailureCode.STATEMENT_FAILED, message, "")
                        .at(new Failure.Place(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.ofNullable(statement),
                                Optional.of(state),
                                Optional.empty())),
                Migrations.sql(1, "SELECT 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index public.i                        | DROP INDEX public.i",
                "table public.t                        | DROP TABLE public.t",
                "materialized view public.m            | DROP MATERIALIZED VIEW public.m",
                "function public.f(integer,text)       | DROP FUNCTION public.f(integer,text)",
                "type public.mood                      | DROP TYPE public.mood",
                "table constraint c on public.t        | ALTER TABLE public.t DROP CONSTRAINT c",
                "domain constraint c on public.d       | ALTER DOMAIN public.d DROP CONSTRAINT c",
                "trigger g on public.t                 | DROP TRIGGER g ON public.t",
                "policy \"one of\" on public.t         | DROP POLICY \"one of\" ON public.t",
                "rule r on public.t                    | DROP RULE r ON public.t",
                "statistics object public.s            | DROP STATISTICS public.s",
                "column public.t.c   | ALTER TABLE public.t DROP COLUMN c",
                "column public.t.\"c.d\" | ALTER TABLE public.t DROP COLUMN \"c.d\"",
                "default acl for role postgres on tables | ALTER DEFAULT PRIVILEGES, to REVOKE what up GRANTs and to GRANT what it REVOKEs",
            })
    void anObjectLeftBehindIsDroppedByAStatement(String object, String statement) {
        assertThat(Fixes.of(Difference.added(object))).isEqualTo("Take it away in down: " + statement + ".");
    }

    @Test
    void anObjectWithoutAKnownDropStatement() {
        assertThat(Fixes.of(Difference.added("transform for integer language sql")))
                .isEqualTo("Take it away in down.");
    }

    @Test
    void anAttributeAndAColumnOfAViewAreNoColumnsOfATable() {
        assertThat(Fixes.of(Difference.added("column public.c.x").partOf("type public.c")))
                .isEqualTo("Take it away in down: ALTER TYPE public.c DROP ATTRIBUTE x.");
        assertThat(Fixes.of(Difference.added("column public.v.x").partOf("view public.v")))
                .isEqualTo("Take it away in down: make the view again without x.");
    }

    /** A privilege that is revoked is written with not: what it means to lose or gain one goes by that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "table public.t    | -           | SELECT         | Take them back in down: REVOKE SELECT ON public.t FROM clerk.",
                "table public.t    | SELECT      | -              | Give them back in down: GRANT SELECT ON public.t TO clerk.",
                "function f(int)   | not EXECUTE | -              | Take them back in down: REVOKE EXECUTE ON FUNCTION f(int) FROM clerk.",
                "function f(int)   | -           | not EXECUTE    | Give them back in down: GRANT EXECUTE ON FUNCTION f(int) TO clerk.",
                "aggregate a(int)  | -           | not EXECUTE    | Give them back in down: GRANT EXECUTE ON FUNCTION a(int) TO clerk.",
                "type public.d     | not USAGE   | -              | Take them back in down: REVOKE USAGE ON TYPE public.d FROM clerk.",
                "schema s          | USAGE       | CREATE, USAGE  | Take them back in down: REVOKE CREATE ON SCHEMA s FROM clerk.",
                "column public.t.c | SELECT      | -              | Give them back in down: GRANT SELECT (c) ON public.t TO clerk.",
                "table public.t    | SELECT*     | SELECT         | Give them back in down: GRANT SELECT ON public.t TO clerk WITH GRANT OPTION.",
                "table public.t    | SELECT      | SELECT*        | Take them back in down: REVOKE GRANT OPTION FOR SELECT ON public.t FROM clerk.",
                "sequence public.s | USAGE by ann | -             | Give them back in down: GRANT USAGE ON SEQUENCE public.s TO clerk (as ann).",
                "view public.v     | INSERT      | SELECT, UPDATE | Take them back in down: REVOKE SELECT, UPDATE ON public.v FROM clerk. Give them back in down: GRANT INSERT ON public.v TO clerk.",
                "default acl for role bob in schema s on tables | SELECT | - | Give them back in down: ALTER DEFAULT PRIVILEGES FOR ROLE bob IN SCHEMA s GRANT SELECT ON TABLES TO clerk.",
                "default acl for role bob on functions | not EXECUTE | USAGE, not EXECUTE | Take them back in down: ALTER DEFAULT PRIVILEGES FOR ROLE bob REVOKE USAGE ON FUNCTIONS FROM clerk.",
            })
    void privilegesAreRevokedOrGrantedAgain(
            String object, @Nullable String before, @Nullable String after, String fix) {
        assertThat(Fixes.of(Difference.changed(object, "privileges of clerk", before, after)))
                .isEqualTo(fix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "type m            | values    | a, b         | a, b, c       | PostgreSQL cannot drop an enum value: make the type again in down and change the columns over.",
                "type m            | values    | a, b         | b             | Give it its values back in down: ALTER TYPE m ADD VALUE … BEFORE or AFTER ….",
                "table t           | comment   | a            | b             | Set it in down: COMMENT ON … IS …, or IS NULL where there was none.",
                "table t           | owner     | ann          | bob           | Give it back in down: ALTER … OWNER TO ann.",
                "table t           | tablespace | a           | b             | Change it back in down to what it was before up.",
                "column t.c        | default   | 0            | -             | Set it in down: ALTER TABLE t ALTER COLUMN c SET DEFAULT 0.",
                "column t.c        | default   | -            | 0             | Set it in down: ALTER TABLE t ALTER COLUMN c DROP DEFAULT.",
                "column t.c        | notNull   | false        | true          | Set it in down: ALTER TABLE t ALTER COLUMN c DROP NOT NULL.",
                "type public.d     | notNull   | true         | false         | Set it in down: ALTER DOMAIN public.d SET NOT NULL.",
                "column t.c        | identity  | always       | -             | Set it in down: ALTER TABLE t ALTER COLUMN c ADD GENERATED ALWAYS AS IDENTITY.",
                "column t.c        | identity  | -            | by default    | Set it in down: ALTER TABLE t ALTER COLUMN c DROP IDENTITY.",
                "column t.c        | identity  | always       | by default    | Set it in down: ALTER TABLE t ALTER COLUMN c SET GENERATED ALWAYS.",
                "column t.c        | type      | text         | integer       | Change it back in down: ALTER TABLE t ALTER COLUMN c TYPE text.",
                "sequence public.s | type      | integer      | bigint        | Change it back in down: ALTER SEQUENCE public.s AS integer.",
                "sequence public.s | ownedBy   | -            | column t.c    | Give it back in down: ALTER SEQUENCE public.s OWNED BY NONE.",
                "sequence public.s | ownedBy   | column t.c   | -             | Give it back in down: ALTER SEQUENCE public.s OWNED BY t.c.",
                "table constraint c on t  | validated | true  | false | Validate it in down: ALTER TABLE t VALIDATE CONSTRAINT c.",
                "domain constraint c on d | validated | true  | false | Validate it in down: ALTER DOMAIN d VALIDATE CONSTRAINT c.",
                "table constraint c on t  | validated | false | true  | No statement takes a validation back: drop it in down and make it again as it was, NOT VALID.",
                "trigger g on t    | enabled   | disabled     | origin        | Set it in down as it was: ALTER TABLE t DISABLE TRIGGER g.",
                "event trigger e   | enabled   | disabled     | origin        | Set it in down as it was: ALTER EVENT TRIGGER e DISABLE.",
                "event trigger e   | tags      | A            | B             | No ALTER changes that: drop it in down and make it again as it was, word for word.",
                "aggregate a(int)  | combine   | f            | -             | No ALTER changes that: drop it in down and make it again as it was, word for word.",
                "table t           | parents   | p            | -             | Bring it back in down: ALTER TABLE p ATTACH PARTITION t FOR VALUES …, or where it is no partition ALTER TABLE t INHERIT p.",
                "table t           | parents   | p, q         | q, p          | Give it its parents in their order in down: ALTER TABLE t NO INHERIT … for those it has, then INHERIT p, INHERIT q.",
                "server s          | foreignOptions | a=1     | a=2           | Set them in down: ALTER … OPTIONS (ADD …, SET … or DROP …).",
                "index public.i    | name      | i            | j             | Give it its name back in down: ALTER INDEX public.j RENAME TO i.",
                "table constraint c on t | name | c           | d             | Give it its name back in down: ALTER TABLE t RENAME CONSTRAINT d TO c.",
            })
    void aPropertyIsRestoredByTheStatementForItsKindOfObject(
            String object, String property, @Nullable String before, @Nullable String after, String fix) {
        assertThat(Fixes.of(Difference.changed(object, property, before, after)))
                .isEqualTo(fix);
    }

    @Test
    void anAttributeOfACompositeTypeHasItsOwnStatements() {
        assertThat(Fixes.of(Difference.changed("column public.c.x", "type", "int", "text")
                        .partOf("type public.c")))
                .isEqualTo("Change it back in down: ALTER TYPE public.c ALTER ATTRIBUTE x TYPE int.");
        assertThat(Fixes.of(Difference.changed("column public.c.x", "position", "1", "2")
                        .partOf("type public.c")))
                .startsWith("PostgreSQL adds an attribute at the end, and a value like ROW(1, 2) goes by place:");
    }

    @Test
    void whatTheServerRefusesHasItsFix() {
        assertThat(ofFailure(RehearsalStep.UP, "25001", "cannot run inside a transaction block"))
                .isEqualTo("Put -- nexus: transactional=false on the first line.");
        assertThat(ofFailure(
                        RehearsalStep.UP,
                        "25001",
                        "must be called before any query",
                        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
                .startsWith("Take the statement out: the transaction has begun by then.");
        assertThat(ofFailure(RehearsalStep.UP, "55P04", "unsafe use of new value"))
                .startsWith("A new enum value cannot be used in the transaction that adds it");
        assertThat(ofFailure(RehearsalStep.UP, "0A000", "extension \"postgis\" is not available"))
                .isEqualTo("The server of the rehearsal lacks the extension: name a server that has it in"
                        + " nexus.scratchUrl.");
        assertThat(ofFailure(RehearsalStep.UP, "0A000", "cannot alter type of a column used by a view or rule"))
                .startsWith("Drop the view before the change");
        assertThat(ofFailure(RehearsalStep.UP, "0A000", "cannot do this")).isEmpty();
        assertThat(ofFailure(RehearsalStep.UP, "42601", "syntax error")).isEmpty();
        assertThat(ofFailure(RehearsalStep.DOWN, "42704", "type \"t\" does not exist"))
                .startsWith("What is named is not there when down runs");
    }

    @Test
    void anUpThatFailsOnlyAfterDownIsFixedInDown() {
        assertThat(ofFailure(RehearsalStep.UP_AGAIN, "42704", "option \"fetch_size\" not found"))
                .isEqualTo(Fixes.OF_UP_AFTER_DOWN);
    }

    @Test
    void rowsThatViolateTheOldSchemaAreFixedInDown() {
        assertThat(ofFailure(RehearsalStep.DOWN, "23502", "column contains null values"))
                .isEqualTo("Rows that fit the new schema do not fit the old one: say in down what becomes of them.");
        assertThat(ofFailure(RehearsalStep.UP, "23502", "column contains null values"))
                .isEmpty();
    }

    @Test
    void aSecondRunThatFailsIsFixedByGuards() {
        assertThat(ofFailure(RehearsalStep.AGAIN, "42P07", "relation already exists"))
                .isEqualTo(Fixes.OF_REPEATING);
    }
}
