package io.github.claudenexus.discovery;

import java.util.List;

/**
 * What a migration's author declares about it; an empty text where nothing is declared.
 *
 * @param irreversible why it cannot be undone
 * @param acceptLock why the locks that it takes are accepted
 * @param acceptLoss why the loss of data by its down is accepted
 * @param manualSteps what an operator must do by hand
 */
public record Declarations(String irreversible, String acceptLock, String acceptLoss, List<String> manualSteps) {

    /** Nothing is declared. */
    public static final Declarations NONE = irreversible("");

    /** Copies the list. */
    public Declarations {
        manualSteps = List.copyOf(manualSteps);
    }

    /** Only why the migration cannot be undone. */
    public static Declarations irreversible(String reason) {
        return new Declarations(reason, "", "", List.of());
    }
}
