package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Naming;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A project on disk: sources, what was built of them, and jars. */
final class TestProject {

    private static final String MIGRATION = "import io.github.claudenexus.migration.*; import java.util.*;\n";

    private final Path root;
    private final List<Path> sources = new ArrayList<>();

    TestProject(Path root) {
        this.root = root;
    }

    Path sourceRoot() {
        return root.resolve("src/main/java");
    }

    Path resourceRoot() {
        return root.resolve("src/main/resources");
    }

    Path output() {
        return root.resolve("target/classes");
    }

    /** An ordinary migration class with a down. */
    TestProject migration(String className) {
        return java(
                className,
                "public class %s implements Migration { public void up(Database d) {} public void down(Database d) {} }");
    }

    /** A class; {@code %s} in its declaration stands for its simple name. */
    TestProject java(String className, String declaration) {
        String simpleName = Naming.simpleName(className);
        String packageName = Naming.packageName(className);
        String head = packageName.isEmpty() ? "" : "package " + packageName + "; ";
        Path source = sourceRoot().resolve(className.replace('.', '/') + ".java");
        write(source, head + MIGRATION + declaration.replace("%s", simpleName) + "\n");
        sources.add(source);
        return this;
    }

    /** A file of the output directory, and its source. */
    TestProject resource(String path, String content) {
        write(resourceRoot().resolve(path), content);
        write(output().resolve(path), content);
        return this;
    }

    TestProject sql(String name, String content) {
        return resource("db/migration/" + name, content);
    }

    TestProject compile(String... options) {
        return compileTo(output(), options);
    }

    TestProject compileTo(Path directory, String... options) {
        try {
            Files.createDirectories(directory);
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("-d", directory.toString(), "-proc:none"));
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path") + File.pathSeparator + directory));
            sources.forEach(source -> arguments.add(source.toString()));
            int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
            if (result != 0) {
                throw new IllegalStateException("The fixture does not compile");
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs a directory into a jar. */
    Path jar(String name, Path directory) throws IOException {
        Path jar = root.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    ClassPath classPath() {
        return new ClassPath(List.of(mainOutput()), List.of(), List.of(output()));
    }

    ClassPath classPath(List<String> packages, Path... dependencies) {
        List<Path> entries =
                Stream.concat(Stream.of(output()), Stream.of(dependencies)).toList();
        return new ClassPath(List.of(mainOutput()), packages, entries);
    }

    ClassPath.Output mainOutput() {
        return output(ResourceFolder.plain(resourceRoot()));
    }

    ClassPath.Output output(ResourceFolder... resources) {
        return new ClassPath.Output(
                output(),
                List.of(sourceRoot(), root.resolve("src/main/kotlin")),
                List.of(resources),
                List.of(root.resolve("src/main"), root.resolve("target/generated-sources")),
                "mvn process-classes");
    }

    static Map<String, String> origins(MigrationSet set) {
        Map<String, String> origins = new LinkedHashMap<>();
        set.migrations().forEach(one -> origins.put(one.id().toString(), one.origin()));
        return origins;
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
