package io.github.claudenexus.contents;

import java.util.Arrays;

/** The values of a row, as the hash of each; compared by them. */
final class Values {

    private final long[] hashes;

    Values(long... hashes) {
        this.hashes = hashes.clone();
    }

    long at(int column) {
        return hashes[column];
    }

    /** With another value in one place. */
    Values with(int place, long hash) {
        Values values = new Values(hashes);
        values.hashes[place] = hash;
        return values;
    }

    /** With nothing in the columns that are not in the mask. */
    Values only(boolean[] mask) {
        Values values = new Values(hashes);
        for (int column = 0; column < hashes.length; column++) {
            if (!mask[column]) {
                values.hashes[column] = 0;
            }
        }
        return values;
    }

    /** These, with what changed from one row to another, among the columns in the mask. */
    Values changed(Values from, Values to, boolean[] mask) {
        Values values = new Values(hashes);
        for (int column = 0; column < hashes.length; column++) {
            if (mask[column] && from.hashes[column] != to.hashes[column]) {
                values.hashes[column] = to.hashes[column];
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values values && Arrays.equals(hashes, values.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }
}
