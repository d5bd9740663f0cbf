package io.github.claudenexus.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps zonky quiet: it tells the console each step, and each error a second time. */
final class ZonkyLog {

    private static final List<String> LEVEL_PROPERTIES =
            List.of("org.slf4j.simpleLogger.log.io.zonky.test", "maven.logger.log.io.zonky.test");

    private ZonkyLog() {}

    // Loggers of Maven 3 and 4 read their level once, when made; zonky makes its own when its classes are initialised.
    static synchronized void mute() {
        Map<String, String> before = new HashMap<>();
        for (String property : LEVEL_PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                before.put(property, value);
            }
            System.setProperty(property, "off");
        }
        try {
            initialise(EmbeddedPostgres.class);
            initialise(LinuxUtils.class);
        } finally {
            LEVEL_PROPERTIES.forEach(System::clearProperty);
            before.forEach(System::setProperty);
        }
    }

    private static void initialise(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
