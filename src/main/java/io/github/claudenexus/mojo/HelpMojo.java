package io.github.claudenexus.mojo;

import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Displays help on this plugin: its goals, with <code>-Ddetail -Dgoal=&lt;goal&gt;</code> the parameters of one, with
 * <code>-Dtopic=&lt;code&gt;</code> the page about a kind of failure.
 */
@Mojo(name = "help", requiresProject = false, threadSafe = true)
public final class HelpMojo extends AbstractMojo {

    /**
     * The page to print: the code of a failure, as the last line of its message names it, or a verdict of
     * <code>rollback-check</code>. Default: none. One that there is not fails with the topics that there are.
     */
    @Parameter(property = "topic")
    private String topic;

    /** Whether to display all parameters of each goal. */
    @Parameter(property = "detail", defaultValue = "false")
    private boolean detail;

    /** The goal to display. Default: all. One that there is not fails with the goals that there are. */
    @Parameter(property = "goal")
    private String goal;

    /** How many characters a line may have. */
    @Parameter(property = "lineLength", defaultValue = "80")
    private int lineLength;

    /** By how many characters each level is indented. */
    @Parameter(property = "indentSize", defaultValue = "2")
    private int indentSize;

    @Override
    public void execute() throws MojoFailureException {
        int width = Math.max(40, lineLength);
        List<String> lines = topic == null
                ? GoalHelp.load().lines(goal, detail, width, Math.max(0, Math.min(8, indentSize)))
                : HelpTopic.lines(topic, width);
        getLog().info("\n" + String.join("\n", lines) + "\n");
    }
}
