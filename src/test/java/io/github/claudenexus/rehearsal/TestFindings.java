package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.ObjectPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings made on the spot. */
public final class TestFindings {

    private TestFindings() {}

    /** One about an object, or about a migration, as a whole. */
    public static Finding finding(Verdict code, RehearsalStep step, String object, String message, String fix) {
        return new Finding(code, step, ObjectPath.of(object), Finding.PropertyChange.NONE, message, fix);
    }

    /** The same where a property has other values. */
    public static Finding changing(
            Finding finding, @Nullable String property, @Nullable String before, @Nullable String after) {
        return new Finding(
                finding.code(),
                finding.step(),
                finding.object(),
                new Finding.PropertyChange(
                        Optional.ofNullable(property), Optional.ofNullable(before), Optional.ofNullable(after)),
                finding.message(),
                finding.fix(),
                finding.place());
    }
}
