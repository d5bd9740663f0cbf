package io.github.claudenexus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LockRetryTest {

    @Test
    void pausesDoubleWithJitterUpToFiveSeconds() {
        Random random = new Random(7);
        for (int tries = 0; tries < 40; tries++) {
            long longest = Math.min(5_000, 100L << Math.min(tries, 10));
            assertThat(LockRetry.pause(tries, random)).isBetween(longest / 2, longest);
        }
    }

    @Test
    void endsWhenTheTimeIsUp() {
        assertThat(retry(Duration.ZERO).next()).isEmpty();
        assertThat(retry(Duration.ofSeconds(1)).next()).isPresent();
    }

    private static LockRetry retry(Duration inAll) {
        Run run = Run.on("postgresql://localhost/none");
        return new LockRetry(
                inAll,
                new StatementLog(Migrations.sql(1, "SELECT 1"), run.listener(), new RunningStatement(0))::triedAgain);
    }

    @Test
    void onlyLockTimeoutsAndDeadlocksAreRetried() {
        assertThat(LockRetry.worthwhile(new SQLException("", "55P03"))).isTrue();
        assertThat(LockRetry.worthwhile(new IllegalStateException(new SQLException("", "40P01"))))
                .isTrue();
        assertThat(LockRetry.worthwhile(new SQLException("while adding m", new SQLException("", "55P03"))))
                .isTrue();
        assertThat(LockRetry.worthwhile(new SQLException("", "57014"))).isFalse();
        assertThat(LockRetry.worthwhile(new IllegalStateException("55P03"))).isFalse();
    }

    @Test
    void theLocksKeyIsDerivedFromItsDocumentedName() {
        assertThat(AdvisoryLock.NAME).isEqualTo("io.github.claudenexus:nexus-maven-plugin");
        assertThat(AdvisoryLock.KEY).isEqualTo(AdvisoryLock.key(AdvisoryLock.NAME));
        assertThat(AdvisoryLock.key("another")).isNotEqualTo(AdvisoryLock.KEY);
    }
}
