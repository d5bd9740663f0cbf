package io.github.claudenexus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered as the mend. */
class MendsTest {

    private static String ofFailure(Step step, String state, String message) {
        return Mends.of(
                step,
                Failure.of(FailureCode.STATEMENT_FAILED, message, "")
                        .at(new Failure.Place(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(state),
                                Optional.empty())));
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
                "column public.t.c   | ALTER TABLE public.t DROP COLUMN c (of a view, make the view anew)",
                "column public.t.\"c.d\" | ALTER TABLE public.t DROP COLUMN \"c.d\" (of a view, make the view anew)",
                "default acl for role postgres on tables | ALTER DEFAULT PRIVILEGES … REVOKE …",
            })
    void whatIsLeftBehindIsTakenAwayByAStatement(String object, String statement) {
        assertThat(Mends.of(new Difference(object, null, null, "there")))
                .isEqualTo("Take it away in down: " + statement + ".");
    }

    @Test
    void whatNoStatementIsKnownForIsTakenAwayAllTheSame() {
        assertThat(Mends.of(new Difference("transform for integer language sql", null, null, "there")))
                .isEqualTo("Take it away in down.");
    }

    @Test
    void privilegesAreTakenOrGivenBack() {
        assertThat(Mends.of(new Difference("table t", "privileges of clerk", null, "SELECT")))
                .isEqualTo("Take them back in down: REVOKE … FROM clerk.");
        assertThat(Mends.of(new Difference("table t", "privileges of clerk", "SELECT", null)))
                .isEqualTo("Give them back in down: GRANT … TO clerk.");
    }

    @ParameterizedTest
    @CsvSource({
        "values, PostgreSQL cannot drop an enum value",
        "comment, Set it in down: COMMENT ON",
        "validated, Validate it in down",
        "owner, Give it back in down: ALTER … OWNER TO",
        "tablespace, Change it back"
    })
    void propertiesHaveTheirMends(String property, String start) {
        assertThat(Mends.of(new Difference("table t", property, "a", "b"))).startsWith(start);
    }

    @Test
    void whatTheServerRefusesHasItsMend() {
        assertThat(ofFailure(Step.UP, "25001", "cannot run inside a transaction block"))
                .startsWith("The statement cannot run in a transaction: give the file the directive");
        assertThat(ofFailure(Step.UP, "55P04", "unsafe use of new value"))
                .startsWith("A new enum value cannot be used in the transaction that adds it");
        assertThat(ofFailure(Step.UP, "0A000", "extension \"postgis\" is not available"))
                .isEqualTo("The server of the rehearsal lacks the extension: name a server that has it in"
                        + " nexus.scratchUrl.");
        assertThat(ofFailure(Step.UP, "0A000", "cannot alter type of a column used by a view or rule"))
                .startsWith("Drop the view before the change");
        assertThat(ofFailure(Step.UP, "0A000", "cannot do this")).isEmpty();
        assertThat(ofFailure(Step.UP, "42601", "syntax error")).isEmpty();
    }

    @Test
    void rowsThatDoNotFitAreTheDownsMatter() {
        assertThat(ofFailure(Step.DOWN, "23502", "column contains null values"))
                .isEqualTo("Rows that fit the new schema do not fit the old one: say in down what becomes of them.");
        assertThat(ofFailure(Step.UP, "23502", "column contains null values")).isEmpty();
    }

    @Test
    void aSecondRunThatFailsWantsGuards() {
        assertThat(ofFailure(Step.AGAIN, "42P07", "relation already exists")).isEqualTo(Mends.OF_REPEATING);
    }
}
