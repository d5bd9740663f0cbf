package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Naming;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the source of what was built: in the folders that the build names, else anywhere in the project. */
final class Sources {

    private static final Pattern LANGUAGE = Pattern.compile(".*\\.(?:java|kt|groovy|scala)");

    private final ClassPath.Output output;
    private @Nullable List<Path> all;

    Sources(ClassPath.Output output) {
        this.output = output;
    }

    /** Whether a file of this name is the source of a migration, whatever it holds. */
    static boolean isMigration(String fileName) {
        return LANGUAGE.matcher(fileName).matches() && Naming.claims(fileName);
    }

    static boolean exist(Collection<Path> roots) {
        return roots.stream().anyMatch(Files::isDirectory);
    }

    /** The name of the file that a class was compiled from; empty when the compiler did not leave it in the class. */
    static Optional<String> sourceName(Path classFile) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
                @Override
                public void visitSource(@Nullable String source, @Nullable String debug) {
                    if (source != null) {
                        names.add(source);
                    }
                }
            };
            new ClassReader(Files.readAllBytes(classFile)).accept(visitor, ClassReader.SKIP_CODE);
        } catch (RuntimeException unreadable) {
            return Optional.empty(); // Loading it says why.
        }
        return names.stream().findFirst();
    }

    /** The files that a class may be compiled from. Only Java demands that a package is a folder. */
    List<Path> ofClass(String packageName, String fileName) throws IOException {
        List<Path> expected = expected(packageName, fileName, Files::isRegularFile);
        if (!expected.isEmpty()) {
            return expected;
        }
        Path path = path(packageName, fileName);
        Path end = fileName.endsWith(".java") ? path : Path.of(fileName);
        return all().stream().filter(file -> file.endsWith(end)).toList();
    }

    /** The one in the folder of its package; empty when there is none. */
    List<Path> expected(String packageName, String fileName, Predicate<Path> exists) {
        Path path = path(packageName, fileName);
        return output.sourceRoots().stream()
                .map(root -> root.resolve(path))
                .filter(exists)
                .limit(1)
                .toList();
    }

    private static Path path(String packageName, String fileName) {
        return Path.of(packageName.replace('.', '/')).resolve(fileName);
    }

    /** Whether a folder of the project that the build does not name as resources holds this one. */
    boolean holdElsewhere(String file) throws IOException {
        return all().stream().anyMatch(source -> source.endsWith(Path.of(file)));
    }

    private List<Path> all() throws IOException {
        List<Path> files = all;
        if (files == null) {
            files = new ArrayList<>();
            for (Path root : Stream.concat(output.sourceRoots().stream(), output.elsewhere().stream())
                    .distinct()
                    .toList()) {
                Files.walkFileTree(root, new Gatherer(files));
            }
            files = files.stream().distinct().toList();
            all = files;
        }
        return files;
    }

    /** Gathers files, and passes over what cannot be read. */
    private static final class Gatherer extends SimpleFileVisitor<Path> {

        private final List<Path> files;

        Gatherer(List<Path> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
