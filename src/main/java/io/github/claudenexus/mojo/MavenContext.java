package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.report.GoalResult;
import io.github.claudenexus.report.ProjectFacts;
import java.io.File;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * The Maven that a goal runs in.
 *
 * @param project the project; one without a file when there is no POM
 * @param session the session
 * @param execution the goal's execution
 * @param repositories resolves artifacts
 * @param dependencies resolves the project's dependencies
 * @param decrypter decrypts the passwords of settings.xml
 */
record MavenContext(
        MavenProject project,
        MavenSession session,
        MojoExecution execution,
        RepositorySystem repositories,
        ProjectDependenciesResolver dependencies,
        SettingsDecrypter decrypter) {

    private static final String ENVIRONMENT = "env.";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(nexus\\.[^}]+)}");

    boolean hasPom() {
        return project.getFile() != null;
    }

    /** The project's folder, or the one Maven was started in. */
    Path baseDirectory() {
        return hasPom() ? project.getBasedir().toPath() : Path.of(session.getExecutionRootDirectory());
    }

    /** Where this build puts what it makes. */
    Path buildDirectory() {
        return hasPom()
                ? Path.of(project.getBuild().getDirectory())
                : baseDirectory().resolve("target");
    }

    /** Where reports go: without a POM, Maven's default is not a place. */
    Path reportDirectory(@Nullable File parameter) {
        boolean given = commandLine().properties().containsKey("nexus.reportDirectory");
        return parameter == null || (!hasPom() && !given)
                ? buildDirectory().resolve("nexus")
                : baseDirectory().resolve(parameter.toPath());
    }

    /**
     * Maven runs a goal that needs no POM on the first module only, when it is named on the command line. Where that one
     * has no migrations, success would be said of modules that were never looked at.
     */
    void refuseToStandForOthers() {
        if (isCalled() && session.getProjects().size() > 1) {
            String goal = execution.getGoal();
            throw Failure.of(
                            FailureCode.NOTHING_FOUND,
                            "Maven runs nexus:" + goal + " from the command line in the first module only, "
                                    + project.getArtifactId() + ", and that has no migrations.",
                            "Name the module that has them: mvn -pl <module> nexus:" + goal
                                    + "; or bind the goal in its POM.")
                    .exception();
        }
    }

    /** What a report is of: the project, its commit, and where its migrations are written, seen from the repository. */
    ProjectFacts facts(GoalResult result) {
        Optional<GitFolder> repository = GitFolder.around(baseDirectory());
        Path root = repository
                .map(GitFolder::root)
                .or(() -> Optional.ofNullable(session.getRequest().getMultiModuleProjectDirectory())
                        .map(File::toPath))
                .orElseGet(this::baseDirectory)
                .toAbsolutePath()
                .normalize();
        String name = hasPom() ? project.getGroupId() + ":" + project.getArtifactId() + " " + project.getVersion() : "";
        return new ProjectFacts(
                name,
                GitFolder.revision(repository, environment()),
                Optional.of(root),
                SourceFiles.of(this, root, result.check().map(CheckedProof::proof)),
                ZoneId.systemDefault());
    }

    /** How this plugin's help is called: by its prefix where the project or settings.xml make it known. */
    String help() {
        PluginDescriptor ours = execution.getMojoDescriptor().getPluginDescriptor();
        String key = ours.getPluginLookupKey();
        boolean inPom = hasPom()
                && (project.getBuild().getPluginsAsMap().containsKey(key)
                        || (project.getPluginManagement() != null
                                && project.getPluginManagement()
                                        .getPluginsAsMap()
                                        .containsKey(key)));
        boolean known = inPom || session.getPluginGroups().contains(ours.getGroupId());
        return "mvn " + (known ? ours.getGoalPrefix() : ours.getId()) + ":help";
    }

    /** Whether the environment asks for every statement. */
    boolean debugs() {
        return "true".equalsIgnoreCase(environment().get("DEBUG"));
    }

    /** Whether Maven was started with -e or -X. */
    boolean showsErrors() {
        return session.getRequest().isShowErrors();
    }

    CommandLine commandLine() {
        return new CommandLine(map(session.getUserProperties(), Function.identity(), name -> true));
    }

    /** The JVM's properties and the environment, as this session has them. */
    Map<String, String> systemProperties() {
        return map(session.getSystemProperties(), Function.identity(), name -> true);
    }

    /** The environment's variables. */
    Map<String, String> environment() {
        return map(
                session.getSystemProperties(),
                name -> name.substring(ENVIRONMENT.length()),
                name -> name.startsWith(ENVIRONMENT));
    }

    /** Each parameter of this goal that is not at its default, and where it came from. */
    Map<String, String> origins() {
        return execution.getMojoDescriptor().getParameters().stream()
                .collect(
                        HashMap::new,
                        (all, parameter) -> origin(parameter).ifPresent(it -> all.put(parameter.getName(), it)),
                        Map::putAll);
    }

    // Maven's own order: a value in the POM's <configuration> hides the property, wherever that was set.
    private Optional<String> origin(Parameter parameter) {
        String expression = Objects.toString(parameter.getExpression(), "");
        Xpp3Dom configured = execution.getConfiguration() == null
                ? null
                : execution.getConfiguration().getChild(parameter.getName());
        if (configured != null
                && (configured.getChildCount() > 0
                        || !expression.equals(Objects.toString(configured.getValue(), expression)))) {
            return Optional.of("the POM");
        }
        Matcher property = EXPRESSION.matcher(expression);
        if (!property.matches()) {
            return Optional.empty();
        }
        if (commandLine().properties().containsKey(property.group(1))) {
            return Optional.of("the command line");
        }
        return project.getProperties().containsKey(property.group(1)) ? Optional.of("the POM") : Optional.empty();
    }

    /** The properties that the parameters of this plugin's goals read. */
    SortedSet<String> knownProperties() {
        return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .flatMap(mojo -> mojo.getParameters().stream())
                .map(parameter -> Objects.toString(parameter.getExpression(), ""))
                .map(EXPRESSION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The elements that each goal of this plugin knows in a {@code <configuration>}. */
    Map<String, Set<String>> knownElements() {
        return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .collect(Collectors.toMap(MojoDescriptor::getGoal, mojo -> mojo.getParameters().stream()
                        .map(Parameter::getName)
                        .collect(Collectors.toSet())));
    }

    /** What is written for each parameter of this goal that is true or false: Maven takes any other word for false. */
    Map<String, String> switches() {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        Map<String, String> written = new TreeMap<>();
        for (Parameter parameter : execution.getMojoDescriptor().getParameters()) {
            Xpp3Dom configured =
                    execution.getConfiguration() == null || !parameter.getType().equals("boolean")
                            ? null
                            : execution.getConfiguration().getChild(parameter.getName());
            if (configured != null && configured.getValue() != null) {
                try {
                    Object value = evaluator.evaluate(configured.getValue());
                    written.put(parameter.getName(), Objects.toString(value, ""));
                } catch (ExpressionEvaluationException unreadable) {
                    written.put(parameter.getName(), configured.getValue());
                }
            }
        }
        return written;
    }

    /** Whether the goal was named on the command line, and not bound in the POM. */
    boolean isCalled() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    /** The properties of the POM, and over them those of the command line. */
    Map<String, String> properties() {
        Map<String, String> all = new HashMap<>();
        project.getProperties()
                .stringPropertyNames()
                .forEach(name -> all.put(name, project.getProperties().getProperty(name)));
        all.putAll(commandLine().properties());
        return all;
    }

    /** Where each property is set that a parameter could read, but for those of the command line, and of a started server. */
    Map<String, String> propertyPlaces() {
        Map<String, String> places = new HashMap<>();
        session.getSystemProperties()
                .stringPropertyNames()
                .forEach(name -> places.put(name, "of Maven's JVM (MAVEN_OPTS, .mvn/jvm.config)"));
        project.getProperties().stringPropertyNames().forEach(name -> places.put(name, "in the POM's <properties>"));
        session.getRequest().getProfiles().forEach(profile -> profile.getProperties()
                .stringPropertyNames()
                .forEach(name -> places.computeIfPresent(
                        name, (same, place) -> "in the profile " + profile.getId() + " of settings.xml")));
        places.keySet().removeAll(session.getUserProperties().stringPropertyNames());
        if (StartedServer.of(this).isPresent()) {
            places.keySet().removeAll(StartedServer.PROPERTIES);
        }
        return places;
    }

    /**
     * A {@code <configuration>} as the POM has it.
     *
     * @param elements the names of its elements
     * @param place which one it is, in words
     * @param goals the goals that it is for; empty for all
     */
    record Configuration(List<String> elements, String place, List<String> goals) {}

    /** What the POM configures for this execution. Maven itself hands on only what the goal has a parameter for. */
    List<Configuration> configurations() {
        String key = execution.getMojoDescriptor().getPluginDescriptor().getPluginLookupKey();
        Plugin plugin = Optional.ofNullable(project.getPlugin(key))
                .or(() -> Optional.ofNullable(project.getPluginManagement())
                        .map(managed -> managed.getPluginsAsMap().get(key)))
                .orElse(null);
        if (plugin == null) {
            return List.of();
        }
        List<String> shared = elements(plugin.getConfiguration());
        List<Configuration> all = new ArrayList<>();
        all.add(new Configuration(shared, "the plugin's <configuration>", List.of()));
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        if (own != null) {
            // Maven has put the plugin's own elements in there too.
            List<String> elements = new ArrayList<>(elements(own.getConfiguration()));
            elements.removeAll(shared);
            all.add(new Configuration(
                    elements, "the <configuration> of the execution " + own.getId(), List.copyOf(own.getGoals())));
        }
        return all;
    }

    private static List<String> elements(@Nullable Object configuration) {
        return configuration instanceof Xpp3Dom dom
                ? Stream.of(dom.getChildren()).map(Xpp3Dom::getName).toList()
                : List.of();
    }

    private static Map<String, String> map(
            Properties properties, Function<String, String> naming, Predicate<String> wanted) {
        return properties.stringPropertyNames().stream()
                .filter(wanted)
                .collect(Collectors.toMap(naming, properties::getProperty));
    }
}
