package io.github.claudenexus.history;

/** What a migration is, seen from the class path and the history together. */
public enum MigrationState {
    /** It has been applied and is as it was. */
    APPLIED("applied"),
    /** It has not been applied, and its turn will come. */
    PENDING("pending"),
    /** It has been applied and edited since. */
    CHANGED("changed"),
    /** It has been applied and is not on the class path. */
    MISSING("missing"),
    /** It has not been applied, and a later one has. */
    OUT_OF_ORDER("outOfOrder"),
    /** It began and has not ended. */
    INTERRUPTED("interrupted"),
    /** Its down began outside of a transaction and has not ended. */
    HALF_UNDONE("halfUndone"),
    /** It has been applied by another tool, whose history has not been taken over. */
    TO_TAKE_OVER("toTakeOver"),
    /** It has been applied and is newer than all that are on the class path. */
    AHEAD("ahead");

    private final String word;

    MigrationState(String word) {
        this.word = word;
    }

    /** The word that tables and reports use. */
    public String word() {
        return word;
    }
}
