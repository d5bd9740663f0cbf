package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.layout.FlywayFiles;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.LayoutFindings;
import io.github.claudenexus.layout.LayoutMigration;
import io.github.claudenexus.layout.Naming;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the migrations of a class path. */
public final class Discovery {

    private final ClassPath classPath;
    private final SqlFiles files;
    private final Set<String> namedFolders;
    private final Failures problems = new Failures();
    private final Numbering numbering = new Numbering();
    private final DuplicateResources shadows = new DuplicateResources(FailureCode.DUPLICATE_NUMBER, problems);
    private final Set<String> holders = new TreeSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<DiscoveredMigration> migrations = new ArrayList<>();

    private Discovery(ClassPath classPath, SqlFiles files) {
        this.classPath = classPath;
        this.files = files;
        this.namedFolders = classPath.packages().stream().map(Discovery::folder).collect(Collectors.toSet());
    }

    /** Finds the migrations of a class path, with SQL files of our own layout. */
    public static MigrationSet discover(ClassPath classPath) {
        return discover(classPath, SqlFiles.ours(Path.of("")));
    }

    /**
     * Finds the migrations of a class path, and the SQL files of a project. Of a class its name and its bytes are read; of a
     * file its name and the comments before its first statement: {@link MigrationSet#check} reads on.
     *
     * @return the migrations in order, with the class loader that has to be closed after the run
     * @throws io.github.claudenexus.failure.NexusException when something is wrong with one of them, or there is none
     */
    public static MigrationSet discover(ClassPath classPath, SqlFiles files) {
        ProjectClassLoader loader = new ProjectClassLoader(classPath);
        try {
            return ProjectClassLoader.within(loader, () -> new Discovery(classPath, files).discover(loader));
        } catch (RuntimeException | Error e) {
            close(loader, e);
            throw e;
        }
    }

    private static void close(Closeable opened, Throwable failure) {
        try {
            opened.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private MigrationSet discover(ProjectClassLoader loader) {
        try {
            ClassPathScan places = ClassPathScan.open(classPath);
            try {
                read(places.all(), loader);
                return found(loader, places);
            } catch (IOException | RuntimeException | Error e) {
                close(places, e);
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw ClassPathScan.unreadable(e);
        }
    }

    private void read(List<ClassPathEntry> places, ProjectClassLoader loader) throws IOException {
        for (ClassPathEntry place : places) {
            readClasses(place, new JavaReader(loader, remarks::add));
            remarkOnFlywayClasses(place);
            readFiles(place, file -> !isInFolder(place, file), ours(true));
        }
        readFolders(SqlFolder.of(files, classPath));
        checkFreshness(places);
    }

    private MigrationSet found(ProjectClassLoader loader, ClassPathScan places) {
        numbering.duplicates().forEach(problems::add);
        if (problems.isEmpty()) {
            checkFound();
        }
        if (!problems.isEmpty()) {
            // One run shows all that is wrong.
            MigrationSet.gather(problems, migrations);
            problems.throwFirst();
        }
        // Other tools count in steps, or not at all.
        if (files.layout() == Layout.NEXUS) {
            remarks.addAll(numbering.gaps());
        }
        List<DiscoveredMigration> inOrder = migrations.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
        return new MigrationSet(inOrder, List.copyOf(remarks), loader, places);
    }

    /** Whether a file is in the folder of an output directory that is read as a whole, in the project's layout. */
    private boolean isInFolder(ClassPathEntry place, String file) {
        return ClassPathScan.isOfMigrations(Naming.folder(file))
                && classPath.outputs().stream()
                        .anyMatch(output -> output.directory().equals(place.root()));
    }

    private void readClasses(ClassPathEntry place, JavaReader reader) throws IOException {
        for (String name : place.candidates(Set.copyOf(classPath.packages()))) {
            if (shadows.isFirst(name, place.classFile(name), place)) {
                Naming.ofClass(Naming.simpleName(name)).ifPresent(id -> {
                    numbering.add(id, name, place.label());
                    holders.add(folder(Naming.packageName(name)));
                });
                problems.gather(() -> reader.read(place, name)).ifPresent(migrations::add);
            }
        }
    }

    private void remarkOnFlywayClasses(ClassPathEntry place) {
        place.classes().stream()
                .filter(name -> files.layout() == Layout.FLYWAY && FlywayFiles.isClassOfFlyway(Naming.simpleName(name)))
                .forEach(name -> remarks.add(name + " is named as a Java migration of Flyway is, and not run here."));
    }

    private SqlReader ours(boolean free) {
        return new SqlReader(free, files.placeholders(), remarks::add);
    }

    private void readFolders(List<SqlFolder> folders) throws IOException {
        List<LayoutFile> ofOtherTool = new ArrayList<>();
        for (SqlFolder folder : folders) {
            List<LayoutFile> content = folder.files();
            Optional<Failure> refusal = LayoutGuess.refusal(files.layout(), folder.name(), content);
            refusal.ifPresent(problems::add);
            if (refusal.isEmpty() && files.layout() == Layout.NEXUS) {
                readFiles(folder.entry(content), file -> true, ours(false));
            } else if (refusal.isEmpty()) {
                ofOtherTool.addAll(content);
            }
        }
        if (!ofOtherTool.isEmpty()) {
            readLayout(ofOtherTool);
        }
    }

    private void readLayout(List<LayoutFile> content) {
        LayoutFindings found = new LayoutFindings(files.layout(), problems, remarks::add);
        files.layout().reader().read(content, found);
        LayoutScripts scripts = new LayoutScripts(files.placeholders());
        for (LayoutMigration migration : found.end()) {
            LayoutFile up = migration.up().file();
            numbering.add(migration.id(), up.origin(), up.root());
            problems.gather(() -> Optional.of(scripts.migration(migration))).ifPresent(migrations::add);
        }
    }

    private void readFiles(ClassPathEntry place, Predicate<String> wanted, SqlReader reader) throws IOException {
        for (String file : place.sqlFiles()) {
            if (wanted.test(file) && shadows.isFirst(file, place.root().resolve(file), place)) {
                Optional<Naming.SqlName> name = Naming.ofFile(Naming.fileName(file));
                if (name.isPresent() && !name.get().down()) {
                    numbering.add(name.get().id(), file, place.label());
                    holders.add(Naming.folder(file));
                }
                problems.gather(() -> reader.read(place, file, name)).ifPresent(migrations::add);
            }
        }
    }

    private void checkFreshness(List<ClassPathEntry> places) throws IOException {
        Set<String> sqlFolders = new TreeSet<>(namedFolders);
        if (files.locations().isEmpty()) {
            sqlFolders.add(ClassPathScan.SQL_FOLDER);
        }
        for (ClassPath.Output output : classPath.outputs()) {
            new Freshness(output, problems).check(files.layout(), sqlFolders, places, remarks::add);
        }
    }

    private void checkFound() {
        classPath.packages().stream()
                .filter(name -> !holders.contains(folder(name)))
                .map(name -> DiscoveryFailure.emptyPackage(name, classPath))
                .forEach(problems::add);
        if (problems.isEmpty() && numbering.isEmpty()) {
            problems.add(DiscoveryFailure.nothingFound(classPath, files));
        }
    }

    private static String folder(String packageName) {
        return packageName.replace('.', '/');
    }
}
