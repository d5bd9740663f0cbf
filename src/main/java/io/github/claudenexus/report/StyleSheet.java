package io.github.claudenexus.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How the page for browsers looks, a resource beside this class. */
final class StyleSheet {

    private StyleSheet() {}

    /** The text. */
    static String text() {
        try (InputStream stream = StyleSheet.class.getResourceAsStream("rollback-check.css")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
