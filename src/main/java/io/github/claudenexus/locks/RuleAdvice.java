package io.github.claudenexus.locks;

import io.github.claudenexus.locks.RuleAccusation.Accusation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of an accusation. */
final class RuleAdvice {

    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB");
    private static final int STEP = 1024;

    private RuleAdvice() {}

    static String words(
            Relation relation, LockMode mode, Optional<RelationSize> onTarget, List<Accusation> accusations) {
        String wrong = accusations.stream().map(Accusation::what).collect(Collectors.joining(". "));
        String safer = accusations.stream().map(Accusation::safer).distinct().collect(Collectors.joining("; and "));
        return wrong + ". " + mode.words() + " on " + relation.name() + " blocks " + blocks(relation, mode)
                + onTarget.map(size -> " (" + size(size) + " on the target)").orElse("") + ". Safer: " + safer + ".";
    }

    private static String blocks(Relation relation, LockMode mode) {
        return relation.isIndex() && mode.blocksReads() ? "reads and writes of its table" : mode.blocks();
    }

    static String size(RelationSize size) {
        return bytes(size.bytes()) + ", about " + String.format(Locale.ROOT, "%,d", size.rows()) + " rows";
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 10 ? "%.0f " : "%.1f ", value) + UNITS.get(unit);
    }
}
