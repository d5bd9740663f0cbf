package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.NexusException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class DriverLogTest {

    private static final List<String> URLS = List.of("jdbc:postgresql://u:s3cret@h/d", "jdbc:postgresql://h/s3cret/d/");

    private final List<String> logged = new ArrayList<>();

    @Test
    void loggersAreRestoredAfterConnecting() {
        Logger driver = Logger.getLogger("org.postgresql.Driver");
        Logger properties = Logger.getLogger("org.postgresql.util.PGPropertyUtil");
        driver.setLevel(Level.FINE);
        properties.setLevel(null);
        try {
            assertThatThrownBy(() -> Connector.open(DatabaseUrl.parse("postgresql://u@127.0.0.1:1/d", "me")))
                    .isInstanceOf(NexusException.class);

            assertThat(driver.getLevel()).isEqualTo(Level.FINE);
            assertThat(properties.getLevel()).isNull();
        } finally {
            driver.setLevel(null);
        }
    }

    @Test
    void theDriverWritesNoUrlWhileItConnects() throws SQLException {
        Logger driver = Logger.getLogger("org.postgresql");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage() + List.of(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        driver.addHandler(handler);
        try {
            for (String url : URLS) {
                Logger.getLogger("org.postgresql.Driver").setLevel(Level.WARNING);
                Logger.getLogger("org.postgresql.util.PGPropertyUtil").setLevel(Level.WARNING);
                new Driver().acceptsURL(url);
                assertThat(logged).as("what there is to mute").anyMatch(line -> line.contains("s3cret"));
                logged.clear();

                assertThat(DriverLog.quietly(() -> new Driver().acceptsURL(url)))
                        .isFalse();
                assertThat(logged).isEmpty();
            }
        } finally {
            driver.removeHandler(handler);
        }
    }
}
