package io.github.claudenexus.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSqlTest {

    @Test
    void aSettingMeansTheSameWhateverStandardConformingStringsIs() {
        assertThat(SessionSql.opening(Map.of("application_name", "it's\\me"), Duration.ofSeconds(5)))
                .contains("set_config('application_name', E'it''s\\\\me', false)");
    }
}
