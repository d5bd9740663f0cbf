package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.testing.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cases of a fixture as one set of files: 000-given.sql makes all that they start from, and each case is one
 * migration, with the second of its steps for up and the fourth for down.
 */
final class CaseSet {

    private CaseSet() {}

    /** Writes them into a folder, and gives the class path on which they are found. */
    static ClassPath write(List<Example> cases, Path output) throws IOException {
        Path folder = Files.createDirectories(output.resolve("cases"));
        List<String> given = new ArrayList<>(List.of("-- nexus: irreversible=what is there before"));
        for (Example example : cases) {
            given.add(example.steps().get(0));
            Files.writeString(
                    folder.resolve(name(example) + ".sql"), example.steps().get(1));
            Files.writeString(
                    folder.resolve(name(example) + ".down.sql"), example.steps().get(3));
        }
        Files.write(folder.resolve("000-given.sql"), given);
        return new ClassPath(List.of(), List.of("cases"), List.of(output));
    }

    /** The name of a case's migration. */
    static String name(Example example) {
        return "%03d-%s".formatted(example.number(), example.name());
    }

    /** Keeps what was found in a file, to be looked at, and compared with the cases, when a verdict is another one. */
    static void keep(Map<String, List<String>> found, Path file) throws IOException {
        Files.write(
                file,
                found.entrySet().stream()
                        .flatMap(of -> Stream.concat(Stream.of("-- case: " + of.getKey()), of.getValue().stream()))
                        .toList());
    }
}
