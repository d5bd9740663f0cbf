package bench.floor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Applies SQL files whose names begin with five digits. */
@Mojo(name = "sql", threadSafe = true)
public final class SqlMojo extends AbstractMojo {

    @Parameter(property = "bench.url", required = true)
    private String url;

    @Parameter(defaultValue = "${project.basedir}/src/main/resources/db/migration", readonly = true)
    private File folder;

    @Override
    public void execute() throws MojoExecutionException {
        try (Floor floor = new Floor(url)) {
            Set<Integer> applied = floor.begin();
            for (Path file : files()) {
                String name = file.getFileName().toString();
                int version = Integer.parseInt(name.substring(0, 5));
                if (!applied.contains(version)) {
                    String text = Files.readString(file);
                    floor.apply(version, name, connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute(text);
                        }
                    });
                }
            }
        } catch (SQLException | IOException | InterruptedException e) {
            throw new MojoExecutionException(e.toString(), e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.toPath())) {
            return files.sorted().toList();
        }
    }
}
