package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files that undo versions, until those that apply these versions ask for them. */
final class DownFiles {

    private final String word;
    private final Map<Version, LayoutFile> files = new TreeMap<>();
    private final Set<Version> applied = new TreeSet<>();

    /**
     * None yet.
     *
     * @param word what their tool calls one: down, undo
     */
    DownFiles(String word) {
        this.word = word;
    }

    /** Adds one; a version has no two. */
    void add(Version version, LayoutFile file) {
        LayoutFile other = files.putIfAbsent(version, file);
        if (other != null) {
            throw LayoutFindings.twice(other, file, word + " of this version");
        }
    }

    /** The one of a version that a file applies. */
    Optional<LayoutFile> of(Version version) {
        applied.add(version);
        return Optional.ofNullable(files.get(version));
    }

    /** Refuses those that no file has asked for. */
    void refuseOthers(LayoutFindings found) {
        files.forEach((version, file) -> {
            if (!applied.contains(version)) {
                found.problem(file.bad(
                        FailureCode.DOWN_WITHOUT_UP,
                        "is the " + word + " of a version that no file applies",
                        "Write the file that applies version " + version + ", or delete the " + word + "."));
            }
        });
    }
}
