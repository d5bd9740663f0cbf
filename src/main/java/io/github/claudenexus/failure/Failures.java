package io.github.claudenexus.failure;

import io.github.claudenexus.sql.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gathers what is wrong, so that one run shows all of it, in an order that does not depend on the machine. */
public final class Failures {

    private static final int MOST_SHOWN = 10;

    // What is not built comes first: the others may go away with a build.
    private static final Comparator<NexusException> ORDER = Comparator.comparing(
                    (NexusException problem) -> problem.failure().code() != FailureCode.NOT_BUILT)
            .thenComparing(problem -> problem.failure().place().origin().orElse(""))
            .thenComparingInt(
                    problem -> position(problem).map(SourcePosition::line).orElse(0))
            .thenComparingInt(
                    problem -> position(problem).map(SourcePosition::column).orElse(0))
            .thenComparing(problem -> problem.failure().message());

    private final List<NexusException> found = new ArrayList<>();

    public void add(Failure failure) {
        found.add(failure.exception());
    }

    /** What was read, which is empty when it is not what is looked for, or is wrong: that is kept here. */
    public <T> Optional<T> gather(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (NexusException e) {
            // What several need and cannot have is one problem.
            if (!found.contains(e)) {
                found.add(e);
                for (Throwable other : e.getSuppressed()) {
                    if (other instanceof NexusException alsoWrong) {
                        found.add(alsoWrong);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<SourcePosition> position(NexusException problem) {
        return problem.failure().place().position();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws the first problem; its message lists the others, which are suppressed onto it. */
    public void throwFirst() {
        List<NexusException> sorted = found.stream().sorted(ORDER).toList();
        if (sorted.isEmpty()) {
            return;
        }
        NexusException first = sorted.get(0);
        List<NexusException> others = sorted.subList(1, sorted.size());
        if (others.isEmpty()) {
            throw first;
        }
        Failure failure = first.failure();
        NexusException all = new Failure(
                        failure.code(), failure.message() + list(others), failure.place(), failure.hint())
                .exception(first.getCause() == null ? first : first.getCause());
        others.forEach(all::addSuppressed);
        throw all;
    }

    private static String list(List<NexusException> others) {
        String shown = others.stream()
                .limit(MOST_SHOWN)
                .map(other -> "\n  also: " + other.failure().message())
                .collect(Collectors.joining());
        int rest = others.size() - MOST_SHOWN;
        return rest > 0 ? shown + "\n  and " + rest + " more." : shown;
    }
}
