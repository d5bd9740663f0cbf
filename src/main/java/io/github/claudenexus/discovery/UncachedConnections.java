package io.github.claudenexus.discovery;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens URLs past the JVM's cache, which would keep the project's jars open after the class loader is closed. */
final class UncachedConnections extends URLStreamHandler {

    private static final UncachedConnections ONLY = new UncachedConnections();

    private UncachedConnections() {}

    static URL uncached(URL url) {
        try {
            return new URL(null, url.toExternalForm(), ONLY);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        URLConnection connection = new URL(url.toExternalForm()).openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
