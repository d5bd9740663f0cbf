package io.github.claudenexus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.DatabaseUrl;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"57014", "25P04"})
    void aStatementTimeoutDuringStartupIsNamed(String state) {
        assertThat(failure(state).code()).isEqualTo(FailureCode.UNFIT_SERVER);
        assertThat(failure(state).hint())
                .isEqualTo(
                        "Unless somebody ended it by hand: raise the time limit that the role or the database sets, as"
                                + " by ALTER ROLE app SET statement_timeout = 0.");
    }

    @Test
    void unknownErrorsAreLogged() {
        assertThat(failure("XX000").hint()).isEqualTo("Look into the server's log at this time.");
    }

    /** The session, and its lock, are other ones then. */
    @Test
    void anotherTransactionIsALostLock() {
        assertThat(failure("ERROR: \"" + HistoryWriter.OTHER_TRANSACTION + "4711.\"", "22P02")
                        .message())
                .isEqualTo("The run's lock was gone when the history was to be written.");
    }

    private static Failure failure(String state) {
        return failure("ERROR: no", state);
    }

    private static Failure failure(String message, String state) {
        return ServerFailure.of(
                        new SQLException(message, state), DatabaseUrl.parse("postgresql://app@localhost/shop", "app"))
                .failure();
    }
}
