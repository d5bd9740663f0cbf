package io.github.claudenexus.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What this run of the tests leaves out because of the machine it is on. The run's last line says so, and the file
 * {@code target/left-out.txt}, which the build's end points to; where the environment variable NEXUS_TEST_EVERYTHING is
 * set, as {@code .ci/run} does, it is a failure.
 */
public final class LeftOut implements BeforeAllCallback {

    private static final Path FILE = Path.of("target", "left-out.txt");
    private static final SortedSet<String> PARTS = Collections.synchronizedSortedSet(new TreeSet<>());

    /** Whether nothing may be left out. */
    public static boolean isForbidden() {
        return System.getenv("NEXUS_TEST_EVERYTHING") != null;
    }

    /** Says that a part is left out, and why. */
    public static void tell(String part) {
        PARTS.add(part);
        if (isForbidden()) {
            fail("NEXUS_TEST_EVERYTHING is set, and yet left out: " + part);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.deleteIfExists(FILE);
        // The root's store is closed after the last test.
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(LeftOut.class))
                .getOrComputeIfAbsent(LeftOut.class, key -> (AutoCloseable) LeftOut::print, AutoCloseable.class);
    }

    private static void print() throws IOException {
        if (!PARTS.isEmpty()) {
            String line = "Left out: " + String.join("; ", PARTS);
            Files.writeString(FILE, line + "\n");
            System.err.println(line);
        }
    }
}
