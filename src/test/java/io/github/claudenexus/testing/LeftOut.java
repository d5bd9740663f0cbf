package io.github.claudenexus.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a build leaves out because of the machine it is on: a line for each in {@code target/left-out.txt}, which the
 * build's end points to. Where the environment variable NEXUS_TEST_EVERYTHING is set, as {@code .ci/run} does, it is a
 * failure.
 */
public final class LeftOut {

    private static final Path FILE = Path.of("target", "left-out.txt");

    private LeftOut() {}

    /** Whether nothing may be left out. */
    public static boolean isForbidden() {
        return System.getenv("NEXUS_TEST_EVERYTHING") != null;
    }

    /** Reports that a part is left out, and why; a failure where nothing may be. */
    public static void report(String part) {
        mention(part);
        if (isForbidden()) {
            fail("NEXUS_TEST_EVERYTHING is set, and yet left out: " + part);
        }
    }

    /** Reports that a part is left out for which no package can be installed. */
    public static void mention(String part) {
        System.err.println("Left out: " + part);
        try (FileChannel file = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            // Until it is closed: another JVM of this build may have something to report too.
            file.lock();
            if (Files.readAllLines(FILE).stream().noneMatch(part::equals)) {
                file.write(ByteBuffer.wrap((part + "\n").getBytes(UTF_8)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
