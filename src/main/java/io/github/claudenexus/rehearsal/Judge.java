package io.github.claudenexus.rehearsal;

/** Which migrations a rehearsal judges. */
public enum Judge {
    /** Every one, whatever the target has. */
    ALL,
    /** Those that are pending on the target. */
    PENDING
}
