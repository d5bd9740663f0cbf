package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.SqlScript;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the seeds of a class path. */
final class SeedDiscovery {

    private static final Comparator<SqlScript> BY_NAME = Comparator.comparing(
                    (SqlScript seed) -> Naming.fileName(seed.file()))
            .thenComparing(SqlScript::file);

    private final ClassPath classPath;
    private final List<String> folders;
    private final SeedReader reader;
    private final Failures problems = new Failures();
    private final DuplicateResources shadows = new DuplicateResources(FailureCode.BAD_SEED, problems);
    private final SortedMap<Version, List<SqlScript>> byVersion = new TreeMap<>();

    SeedDiscovery(ClassPath classPath, MigrationSet migrations) {
        this.classPath = classPath;
        this.folders = ClassPathScan.seedFolders(classPath);
        this.reader = new SeedReader(folders, migrations);
    }

    /** The file next to the seeds that gives rehearsals the variables which a run would be given. */
    private static final String VARIABLES = "variables.properties";

    private final Map<String, String> variables = new TreeMap<>();

    Seeds discover() {
        try (ClassPathScan places = ClassPathScan.ofSeeds(classPath)) {
            for (ClassPathEntry place : places.all()) {
                read(place);
                readVariables(place);
            }
            for (ClassPath.Output output : classPath.outputs()) {
                new Freshness(output, problems).checkSeeds(folders, places.all());
            }
        } catch (IOException | UncheckedIOException e) {
            throw ClassPathScan.unreadable(e);
        }
        problems.throwFirst();
        byVersion.values().forEach(seeds -> seeds.sort(BY_NAME));
        return new Seeds(byVersion, variables);
    }

    private void read(ClassPathEntry place) throws IOException {
        for (String file : place.sqlFiles()) {
            if (shadows.isFirst(file, place.root().resolve(file), place)) {
                problems.gather(() -> Optional.of(reader.read(place, file))).ifPresent(this::add);
            }
        }
    }

    // The place that is first on the class path has the say, as it has for classes.
    private void readVariables(ClassPathEntry place) throws IOException {
        for (String folder : folders) {
            Path file = place.root().resolve(folder).resolve(VARIABLES);
            if (Files.isRegularFile(file)) {
                Properties properties = new Properties();
                try (Reader text = Files.newBufferedReader(file)) {
                    properties.load(text);
                } catch (IllegalArgumentException | CharacterCodingException malformed) {
                    throw Failure.of(
                                    FailureCode.BAD_SEED,
                                    folder + "/" + VARIABLES + " (in " + place.label() + ") cannot be read: "
                                            + malformed.getMessage(),
                                    "Write it as a properties file in UTF-8: a line name = value for each variable.")
                            .exception(malformed);
                }
                properties
                        .stringPropertyNames()
                        .forEach(name -> variables.putIfAbsent(name, properties.getProperty(name)));
            }
        }
    }

    private void add(SqlScript seed) {
        Version version = Naming.ofSeed(Naming.fileName(seed.file())).orElseThrow();
        byVersion.computeIfAbsent(version, none -> new ArrayList<>()).add(seed);
    }
}
