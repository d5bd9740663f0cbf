package io.github.claudenexus.mojo;

import io.github.claudenexus.server.ServerVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What the build knows about this plugin.
 *
 * @param version its version
 * @param servers the versions of PostgreSQL that it starts
 */
record PluginProperties(String version, ServerVersions servers) {

    static PluginProperties load() {
        Properties properties = new Properties();
        try (InputStream stream = PluginProperties.class.getResourceAsStream("plugin.properties")) {
            properties.load(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Map<String, String> values = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        return new PluginProperties(properties.getProperty("version"), ServerVersions.of(values));
    }
}
