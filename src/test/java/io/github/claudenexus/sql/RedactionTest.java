package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE ROLE r PASSWORD 'hunter2' NOSUCHOPTION | CREATE ROLE r PASSWORD '***' NOSUCHOPTION",
                "alter user r with encrypted password 'it''s hunter2' | alter user r with encrypted password '***'",
                "ALTER ROLE r PASSWORD/* so */E'hun\\'ter2' LOGIN | ALTER ROLE r PASSWORD/* so */'***' LOGIN",
                "ALTER ROLE r PASSWORD 'back\\' LOGIN | ALTER ROLE r PASSWORD '***' LOGIN",
                "ALTER ROLE r PASSWORD E'a\\\\' VALID UNTIL 'x' | ALTER ROLE r PASSWORD '***' VALID UNTIL 'x'",
                "ALTER ROLE r PASSWORD $x$hunter2$x$ LOGIN | ALTER ROLE r PASSWORD '***' LOGIN",
                "ALTER ROLE r PASSWORD $$hunter2$$ | ALTER ROLE r PASSWORD '***'",
                "ALTER ROLE r PASSWORD $$hunter2$$ VALID UNTIL 'x' | ALTER ROLE r PASSWORD '***' VALID UNTIL 'x'",
                "ALTER ROLE r PASSWORD U&'hunter2' | ALTER ROLE r PASSWORD '***'",
                "ALTER ROLE r PASSWORD '' VALID UNTIL 'x' | ALTER ROLE r PASSWORD '***' VALID UNTIL 'x'",
                "ALTER ROLE r PASSWORD NULL | ALTER ROLE r PASSWORD NULL",
                "ALTER ROLE r PASSWORD 'cut of | ALTER ROLE r PASSWORD '***'",
                "DO $$ BEGIN EXECUTE 'CREATE ROLE r PASSWORD ''hunter2'' LOGIN'; END $$"
                        + " | DO $$ BEGIN EXECUTE 'CREATE ROLE r PASSWORD '***' LOGIN'; END $$",
                "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password 'hunter2')"
                        + " | CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '***')",
                "ALTER USER MAPPING FOR u SERVER s OPTIONS (SET \"password\" 'hunter2', ADD sslpassword 'too')"
                        + " | ALTER USER MAPPING FOR u SERVER s OPTIONS (SET \"password\" '***', ADD sslpassword '***')",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h password=hunter2' PUBLICATION p"
                        + " | CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p",
                "INSERT INTO connections VALUES ('connection', 'x') | INSERT INTO connections VALUES ('connection', 'x')",
                "COMMENT ON COLUMN users.password IS 'hashed' | COMMENT ON COLUMN users.password IS 'hashed'"
            })
    void noPasswordAndNoConnectionIsShown(String sql, String shown) {
        assertThat(Redaction.of(sql)).isEqualTo(shown);
    }
}
