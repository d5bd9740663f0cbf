package io.github.claudenexus.locks;

/**
 * What the server counted of one relation in the open transaction.
 *
 * @param scans how often it was read as a whole; of an index, how often it was read at all
 * @param read of an index the entries that were read
 * @param inserted rows
 * @param changed rows updated or deleted
 */
record Counts(long scans, long read, long inserted, long changed) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts since(Counts before) {
        return new Counts(
                scans - before.scans, read - before.read, inserted - before.inserted, changed - before.changed);
    }
}
