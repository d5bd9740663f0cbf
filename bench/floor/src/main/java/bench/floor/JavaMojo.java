package bench.floor;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Applies classes. The project's dependencies are resolved, as any tool that runs the project's code must. */
@Mojo(name = "java", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
public final class JavaMojo extends AbstractMojo {

    @Parameter(property = "bench.url", required = true)
    private String url;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true)
    private File classes;

    @Override
    public void execute() throws MojoExecutionException {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toURI().toURL()}, getClass().getClassLoader());
                Floor floor = new Floor(url)) {
            Set<Integer> applied = floor.begin();
            for (FloorMigration migration : migrations(loader)) {
                if (!applied.contains(migration.version())) {
                    String name = migration.getClass().getSimpleName();
                    floor.apply(migration.version(), name, migration::up);
                }
            }
        } catch (SQLException | IOException | InterruptedException | ReflectiveOperationException e) {
            throw new MojoExecutionException(e.toString(), e);
        }
    }

    private List<FloorMigration> migrations(ClassLoader loader) throws ReflectiveOperationException {
        List<FloorMigration> migrations = new ArrayList<>();
        for (String file : new File(classes, "db/migration").list()) {
            Class<?> type = loader.loadClass("db.migration." + file.substring(0, file.length() - ".class".length()));
            migrations.add((FloorMigration) type.getDeclaredConstructor().newInstance());
        }
        migrations.sort(Comparator.comparingInt(FloorMigration::version));
        return migrations;
    }
}
