package io.github.claudenexus.mojo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build knows about this plugin.
 *
 * @param version its version
 * @param binariesVersion the version of PostgreSQL's binaries that {@code embedded} starts
 */
record PluginProperties(String version, String binariesVersion) {

    static PluginProperties load() {
        Properties properties = new Properties();
        try (InputStream stream = PluginProperties.class.getResourceAsStream("plugin.properties")) {
            properties.load(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new PluginProperties(
                properties.getProperty("version"), properties.getProperty("embedded.binaries.version"));
    }
}
