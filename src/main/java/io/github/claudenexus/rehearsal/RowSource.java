package io.github.claudenexus.rehearsal;

/** Which rows a rehearsal has. */
public enum RowSource {
    /** Those of seeds, and in each table that has none, rows made from the catalog. */
    GENERATED,
    /** Those of seeds. */
    SEEDS,
    /** None but those that migrations write. */
    NONE
}
