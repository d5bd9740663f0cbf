package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the seeds of a class path. */
final class SeedDiscovery {

    private static final Comparator<SqlScript> BY_NAME = Comparator.comparing(
                    (SqlScript seed) -> SqlReader.fileName(seed.file()))
            .thenComparing(SqlScript::file);

    private final ClassPath classPath;
    private final List<String> folders;
    private final SeedReader reader;
    private final Problems problems = new Problems();
    private final Shadows shadows = new Shadows(FailureCode.BAD_SEED, problems);
    private final SortedMap<Integer, List<SqlScript>> byNumber = new TreeMap<>();

    SeedDiscovery(ClassPath classPath, MigrationSet migrations) {
        this.classPath = classPath;
        this.folders = Places.seedFolders(classPath);
        this.reader = new SeedReader(folders, migrations);
    }

    Seeds discover() {
        try (Places places = Places.ofSeeds(classPath)) {
            for (Place place : places.all()) {
                read(place);
            }
            for (ClassPath.Output output : classPath.outputs()) {
                new Freshness(output, problems).checkSeeds(folders);
            }
        } catch (IOException | UncheckedIOException e) {
            throw Places.unreadable(e);
        }
        problems.throwFirst();
        byNumber.values().forEach(seeds -> seeds.sort(BY_NAME));
        return new Seeds(byNumber);
    }

    private void read(Place place) throws IOException {
        for (String file : place.sqlFiles()) {
            if (shadows.isFirst(file, place.root().resolve(file), place)) {
                problems.gather(() -> Optional.of(reader.read(place, file))).ifPresent(this::add);
            }
        }
    }

    private void add(SqlScript seed) {
        int number = Naming.ofSeed(SqlReader.fileName(seed.file())).orElseThrow();
        byNumber.computeIfAbsent(number, none -> new ArrayList<>()).add(seed);
    }
}
