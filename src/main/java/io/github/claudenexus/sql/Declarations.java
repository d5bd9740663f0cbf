package io.github.claudenexus.sql;

import java.util.List;

/**
 * What a migration's author declares about it; an empty text where nothing is declared.
 *
 * @param irreversible why it cannot be undone
 * @param acceptLock why the locks that it takes are accepted
 * @param acceptLoss why the loss of data by its down is accepted
 * @param manualSteps what an operator must do by hand
 * @param note what it does, in a line
 */
public record Declarations(
        String irreversible, String acceptLock, String acceptLoss, List<String> manualSteps, String note) {

    /** Nothing is declared. */
    public static final Declarations NONE = irreversible("");

    /** Copies the list. */
    public Declarations {
        manualSteps = List.copyOf(manualSteps);
    }

    /** Without a note. */
    public Declarations(String irreversible, String acceptLock, String acceptLoss, List<String> manualSteps) {
        this(irreversible, acceptLock, acceptLoss, manualSteps, "");
    }

    /** The same without its note, which is all that a down may have. */
    public Declarations withoutNote() {
        return new Declarations(irreversible, acceptLock, acceptLoss, manualSteps);
    }

    /** A reason as a sentence: with one full stop at its end, whether its author wrote one or not. */
    public static String sentence(String reason) {
        return phrase(reason) + ".";
    }

    /** A reason to stand inside of a sentence: without a full stop at its end. */
    public static String phrase(String reason) {
        return reason.strip().replaceFirst("\\.$", "");
    }

    /** Only why the migration cannot be undone. */
    public static Declarations irreversible(String reason) {
        return new Declarations(reason, "", "", List.of(), "");
    }
}
