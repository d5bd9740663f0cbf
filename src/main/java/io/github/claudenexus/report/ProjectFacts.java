package io.github.claudenexus.report;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * What a report is of: so that reports of several modules can be distinguished, and a finding be shown next to its code.
 *
 * @param name the project, its module and version; empty without a POM
 * @param revision the commit and branch; empty when they are not known
 * @param root the folder that source files are seen from: that of the repository, where there is one
 * @param sources the source file of a migration's class path name or class, where it is known
 * @param zone the time zone that people read times in
 */
public record ProjectFacts(
        String name, Optional<String> revision, Optional<Path> root, Map<String, String> sources, ZoneId zone) {

    /** Of no project. */
    public static final ProjectFacts NONE =
            new ProjectFacts("", Optional.empty(), Optional.empty(), Map.of(), ZoneOffset.UTC);

    /** Copies the map. */
    public ProjectFacts {
        sources = Map.copyOf(sources);
    }
}
