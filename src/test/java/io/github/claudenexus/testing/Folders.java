package io.github.claudenexus.testing;

import java.nio.file.Path;

/**
 * Where the tests' servers have their data: in the folder that the environment variable NEXUS_TEST_FOLDER names, else in
 * target; each of the JVMs that Surefire runs at the same time has its own there.
 */
public final class Folders {

    /** What all JVMs of a build share. */
    static final Path OF_ALL_JVMS =
            Path.of(System.getenv().getOrDefault("NEXUS_TEST_FOLDER", "target")).toAbsolutePath();

    private static final Path PARENT = OF_ALL_JVMS.resolve(System.getProperty("test.jvm", "jvm-1"));

    private Folders() {}

    /** The folder of a server, for nobody else. */
    public static Path of(String server) {
        return PARENT.resolve(server);
    }
}
