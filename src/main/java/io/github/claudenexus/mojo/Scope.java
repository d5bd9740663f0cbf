package io.github.claudenexus.mojo;

/** Whose migrations a run looks at. */
enum Scope {
    /** The project's own. */
    MAIN,
    /** Those of its tests as well. */
    TEST
}
