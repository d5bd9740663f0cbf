package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that are meant for this plugin and that nothing in it reads: a mistyped one must never open a gate, nor migrate.
 *
 * @param properties the properties that its parameters read
 * @param elements the elements that each goal knows in a {@code <configuration>}
 */
record UnknownNames(SortedSet<String> properties, Map<String, Set<String>> elements) {

    private static final String PREFIX = "nexus.";
    private static final String VARIABLES = "nexus.variables.";

    /** What many a POM calls the version of this very plugin. */
    private static final String VERSION = "nexus.version";

    private static final String PROMISE = "dryRun";
    private static final String HELP = "help";
    private static final Set<String> CHANGING = Set.of("migrate", "rollback");

    UnknownNames {
        properties = new TreeSet<>(properties);
        properties.add(CommandLine.DATABASE_URL);
        properties.add(CommandLine.SCRATCH_URL);
        elements = new TreeMap<>(elements);
    }

    /** Those of the goals that this one belongs to. */
    static UnknownNames of(MavenContext maven) {
        return new UnknownNames(maven.knownProperties(), maven.knownElements());
    }

    /**
     * Refuses what is wrong with the settings of this run, and before anything connects.
     *
     * @param warnings gets a line on names that may be another software's
     */
    void refuse(MavenContext maven, Consumer<String> warnings) {
        Map<String, String> places = maven.propertyPlaces();
        Stream.concat(
                        Stream.of(
                                onCommandLine(maven.commandLine().properties(), maven.isCalled()),
                                inProperties(places),
                                brokenPromise(maven.execution().getGoal(), maven.properties())),
                        maven.configurations().stream()
                                .map(one -> inConfiguration(one.elements(), one.place(), one.goals())))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(failure -> {
                    throw failure.exception();
                });
        ignored(places).ifPresent(warnings);
    }

    /**
     * What is wrong where a property promises that nothing is changed, and the goal that is run would change a database:
     * known to another goal, it is no unknown name.
     *
     * @param given the properties, with their values
     */
    Optional<Failure> brokenPromise(String goal, Map<String, String> given) {
        boolean promised = !given.getOrDefault(PREFIX + PROMISE, "false").equalsIgnoreCase("false");
        boolean broken = CHANGING.contains(goal)
                && !elements.getOrDefault(goal, Set.of()).contains(PROMISE);
        return promised && broken
                ? Optional.of(failure(
                        PREFIX + PROMISE + " is not read by " + goal + ", which would change the database.",
                        "Leave it out. nexus:status shows what is pending."))
                : Optional.empty();
    }

    /**
     * What is wrong with the properties of the command line.
     *
     * @param called whether the goal was named there, so that a short word like target is most likely meant for it
     */
    Optional<Failure> onCommandLine(Map<String, String> given, boolean called) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (name.startsWith(PREFIX)) {
                boolean variable = name.startsWith(VARIABLES) && name.length() > VARIABLES.length();
                if (!properties.contains(name) && !variable) {
                    return Optional.of(failure(
                            "-D" + name + " is not known to this version of the plugin.",
                            nearest(name)
                                    .or(() -> variable(name))
                                    .map(it -> "Did you mean -D" + it + "?")
                                    .orElseGet(() -> "It knows " + String.join(", ", properties) + " and " + VARIABLES
                                            + "<name>.")));
                }
            } else {
                Optional<String> meant = properties.stream()
                        .filter(it -> it.equalsIgnoreCase(PREFIX + name))
                        .filter(it -> called || !it.equals(it.toLowerCase(Locale.ROOT)))
                        .filter(it -> !given.containsKey(it))
                        .findFirst();
                if (meant.isPresent()) {
                    return Optional.of(failure(
                            "-D" + name + " is read by no goal of this plugin.",
                            "Did you mean -D" + meant.get() + "? If it is for another plugin, give -D" + meant.get()
                                    + " as well."));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with the properties of POM, settings and JVM. Other software has properties that begin with nexus.
     * too, so only one that looks like one of ours is refused, and none that goes on where ours ends: nexus.serverId.
     *
     * @param places where each property is set, in words
     */
    Optional<Failure> inProperties(Map<String, String> places) {
        for (String name : unread(places)) {
            String message = "The property " + name + " " + places.get(name) + " is not known to this version of the"
                    + " plugin.";
            if (name.startsWith(VARIABLES)) {
                return Optional.of(failure(
                        message,
                        "Put the variable into the plugin's <configuration>, as <variables><"
                                + name.substring(VARIABLES.length()) + ">, or on the command line."));
            }
            Optional<String> meant = nearest(name).filter(it -> !name.startsWith(it));
            if (meant.isPresent()) {
                return Optional.of(failure(message, "Did you mean " + meant.get() + "?"));
            }
        }
        return Optional.empty();
    }

    /** A word on the properties that look like none of ours; empty when there are none. */
    Optional<String> ignored(Map<String, String> places) {
        List<String> names = unread(places).stream()
                .filter(name -> !name.equals(VERSION))
                .map(name -> name + " " + places.get(name))
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Not known to this version of the plugin, and ignored: " + String.join(", ", names) + ".");
    }

    private List<String> unread(Map<String, String> places) {
        return places.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !properties.contains(name))
                .sorted()
                .toList();
    }

    /**
     * What is wrong with the elements in a {@code <configuration>}.
     *
     * @param written the elements
     * @param place which configuration, in words
     * @param goals the goals that it is for; empty for all
     */
    Optional<Failure> inConfiguration(Collection<String> written, String place, Collection<String> goals) {
        for (String name : written) {
            List<String> of = elements.entrySet().stream()
                    .filter(goal -> goal.getValue().contains(name))
                    .map(Map.Entry::getKey)
                    .toList();
            if (of.isEmpty()) {
                return Optional.of(failure(
                        "<" + name + "> in " + place + " is a parameter of no goal of this version of the plugin.",
                        meant(name)));
            }
            if (!goals.isEmpty() && of.stream().noneMatch(goals::contains)) {
                return Optional.of(failure(
                        "<" + name + "> in " + place + " is a parameter of " + String.join(", ", of) + " and not of "
                                + String.join(", ", goals) + ".",
                        "Put it into the <configuration> of an execution of " + of.get(0)
                                + ", or of the whole plugin."));
            }
        }
        return Optional.empty();
    }

    private String meant(String name) {
        Set<String> all = elements.entrySet().stream()
                .filter(goal -> !goal.getKey().equals(HELP))
                .flatMap(goal -> goal.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // As the property that each is: a short word may have more than one mistake in it.
        String property = name.startsWith(PREFIX) ? name : PREFIX + name;
        return Suggestion.nearest(property, all.stream().map(PREFIX::concat).toList())
                .map(it -> "Did you mean <" + it.substring(PREFIX.length()) + ">?")
                .orElse("It knows " + String.join(", ", all) + ".");
    }

    // nexus.variable.accounts
    private static Optional<String> variable(String name) {
        int dot = name.indexOf('.', PREFIX.length()) + 1;
        return dot > 0 && dot < name.length()
                ? Suggestion.nearest(name.substring(0, dot), Set.of(VARIABLES)).map(it -> it + name.substring(dot))
                : Optional.empty();
    }

    private Optional<String> nearest(String name) {
        return Suggestion.nearest(name, properties);
    }

    private static Failure failure(String message, String hint) {
        return Failure.of(FailureCode.UNKNOWN_PROPERTY, message, hint);
    }
}
