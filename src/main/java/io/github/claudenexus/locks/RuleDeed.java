package io.github.claudenexus.locks;

/** What is dangerous about a kind of statement. */
enum RuleDeed {
    /** It rewrites the relation under its lock. */
    REWRITE,
    /** It reads every row under its lock. */
    SCAN,
    /** Either. */
    BOTH,
    /** The lock itself, however short. */
    LOCK,
    /** Nothing by itself. */
    NONE
}
