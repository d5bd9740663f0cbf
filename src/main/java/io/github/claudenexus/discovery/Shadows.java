package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The same class or file in several places: the first on the class path counts, and the others have to equal it. */
final class Shadows {

    private final Map<String, Found> firsts = new HashMap<>();

    /** Whether this is the first of that name. */
    boolean isFirst(String origin, Path file, Place place) {
        return firsts.putIfAbsent(origin, new Found(file, place)) == null;
    }

    /** What is wrong with a later one. */
    Optional<Failure> difference(String origin, Path file, Place place) throws IOException {
        Found first = firsts.getOrDefault(origin, new Found(file, place));
        if (Files.mismatch(first.file(), file) < 0) {
            return Optional.empty();
        }
        return Optional.of(Failure.of(
                        FailureCode.DUPLICATE_NUMBER,
                        origin + " is in " + first.place().label() + " and, with other content, in " + place.label(),
                        "Keep one of them on the class path.")
                .at(Problems.place(Optional.empty(), origin, Optional.empty())));
    }

    private record Found(Path file, Place place) {}
}
