package io.github.claudenexus.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that is kept in files of its own, so that it can be pasted into psql. */
public final class SqlResource {

    private SqlResource() {}

    /**
     * The text of a file.
     *
     * @param owner the class next to which it is
     * @param file its name
     */
    public static String read(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not in the plugin");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
