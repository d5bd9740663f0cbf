package bench.floor;

import java.sql.SQLException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Reads the history, and says how long it is. */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends AbstractMojo {

    @Parameter(property = "bench.url", required = true)
    private String url;

    @Override
    public void execute() throws MojoExecutionException {
        try (Floor floor = new Floor(url)) {
            getLog().info(floor.applied().size() + " applied");
        } catch (SQLException e) {
            throw new MojoExecutionException(e.toString(), e);
        }
    }
}
