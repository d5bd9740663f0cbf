package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * The jar of a binaries artifact.
 *
 * @param jar where it is
 */
record Binaries(Path jar) {

    private static final Pattern VERSION = Pattern.compile(".*-(\\d+)\\.\\d+(?:\\.\\d+)?\\.jar");

    /** The major version of the server inside, by the artifact's name. */
    String major() throws IOException {
        Matcher version = VERSION.matcher(jar.getFileName().toString());
        if (!version.matches()) {
            throw new IOException(jar + " is not named as an artifact of PostgreSQL binaries is");
        }
        return version.group(1);
    }

    /** What its unpacked folder is called. */
    String name() throws IOException {
        major();
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    InputStream open(Platform platform) throws IOException {
        URLConnection connection = new URL("jar:" + jar.toUri() + "!/" + platform.entry()).openConnection();
        // A cached jar stays open, and on Windows undeletable, until the JVM ends.
        connection.setUseCaches(false);
        try {
            return connection.getInputStream();
        } catch (FileNotFoundException missing) {
            throw unusable("has no " + platform.entry(), missing);
        } catch (ZipException broken) {
            throw unusable("is damaged: " + broken.getMessage(), broken);
        }
    }

    private NexusException unusable(String why, IOException cause) {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "PostgreSQL's binaries cannot be unpacked: " + jar + " " + why,
                        "Delete that file and run again: Maven fetches it again.")
                .exception(cause);
    }
}
