package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedColumnsTest {

    private static final Map<String, List<String>> COLUMNS =
            Map.of("public.t", List.of("id", "a", "b", "c", "\"Full Name\""), "other.u", List.of("id", "a"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            UPDATE t SET c = concat(a, b)                                      | {public.t=[c]}
            UPDATE public.t AS x SET c = lower(x.a), b = now() WHERE x.id > 1  | {public.t=[c]}
            UPDATE ONLY t SET "Full Name" = a                                  | {public.t=["Full Name"]}
            UPDATE t SET c = a WHERE c IS NULL                                 | {public.t=[c]}
            UPDATE t SET c = (SELECT a FROM u WHERE u.id = t.id)               | {public.t=[c]}
            UPDATE t SET c = btrim(c)                                          | {}
            UPDATE t SET c = 'x'                                               | {}
            UPDATE t SET c = '' WHERE c IS NULL                                | {}
            UPDATE t SET c = coalesce(c, a)                                    | {}
            UPDATE t SET c = a WHERE c = 'x'                                   | {}
            UPDATE t SET a = b, b = a                                          | {}
            UPDATE t SET c = a; UPDATE t SET a = 'x'                           | {}
            UPDATE t SET c = a; ALTER TABLE t DROP COLUMN a                    | {}
            UPDATE v SET c = a                                                 | {}
            DELETE FROM t                                                      | {}
            """)
    void onlyWhatIsFilledFromColumnsThatStayIsDerived(String up, String found) {
        assertThat(DerivedColumns.of(List.of(Statement.of(up)), COLUMNS)).hasToString(found);
    }
}
