package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.layout.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The same class or file in several places: the first on the class path counts, and the others have to equal it. */
final class DuplicateResources {

    private final FailureCode code;
    private final Failures problems;
    private final Map<String, Found> firsts = new HashMap<>();

    DuplicateResources(FailureCode code, Failures problems) {
        this.code = code;
        this.problems = problems;
    }

    /** Whether this is the first of that name; a later one that differs is a problem. */
    boolean isFirst(String origin, Path file, ClassPathEntry place) throws IOException {
        Found first = firsts.putIfAbsent(origin, new Found(file, place));
        if (first != null && Files.mismatch(first.file(), file) >= 0) {
            problems.add(Failure.of(
                            code,
                            origin + " is in " + first.place().label() + " and, with other content, in "
                                    + place.label(),
                            "Keep one of them on the class path.")
                    .at(FileFailure.place(Optional.empty(), origin, Optional.empty())));
        }
        return first == null;
    }

    private record Found(Path file, ClassPathEntry place) {}
}
