package io.github.claudenexus.contents;

/** The states that a comparison knows. */
enum Side {
    /** Before up. */
    BEFORE,
    /** After up. */
    AFTER,
    /** After up, with the seed rows. */
    SEEDED,
    /** After down. */
    UNDONE
}
