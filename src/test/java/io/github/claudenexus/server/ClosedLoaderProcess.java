package io.github.claudenexus.server;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link ServerProcess} as in Maven, which closes a plugin's class loader before its process ends: what is not loaded
 * by then cannot be loaded any more.
 */
final class ClosedLoaderProcess {

    private ClosedLoaderProcess() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method main = loader.loadClass(ServerProcess.class.getName()).getMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) arguments);
        }
    }
}
