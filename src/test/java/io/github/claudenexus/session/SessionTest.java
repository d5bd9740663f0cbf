package io.github.claudenexus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SessionTest extends DatabaseTest {

    @Test
    void whoOnlyLooksCanOnlyRead() throws SQLException {
        try (Session session = Session.open(DatabaseUrl.parse(database.url(), "postgres"), Run.SETTINGS)) {
            session.look();

            assertThat(Statements.send(session.connection(), "SHOW transaction_read_only")
                            .get(0))
                    .containsEntry("transaction_read_only", "on");
        }
    }
}
