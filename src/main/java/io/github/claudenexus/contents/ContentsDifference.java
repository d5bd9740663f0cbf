package io.github.claudenexus.contents;

import java.util.List;

/**
 * What differs between the data that ought to be there and the data that is.
 *
 * @param lost rows and values that are missing
 * @param extra rows too many
 * @param sequences sequences that stand elsewhere; they are told, and make no difference
 * @param empty tables that had no row, of which nothing was shown therefore
 * @param untold values of which it cannot be known whether they are lost, as seeds changed what up made of them
 */
public record ContentsDifference(
        List<Lost> lost, List<Extra> extra, List<MovedSequence> sequences, List<String> empty, List<Lost> untold) {

    /** Copies the lists. */
    public ContentsDifference {
        lost = List.copyOf(lost);
        extra = List.copyOf(extra);
        sequences = List.copyOf(sequences);
        empty = List.copyOf(empty);
        untold = List.copyOf(untold);
    }

    /** Whether every row is as it ought to be. */
    public boolean isEmpty() {
        return lost.isEmpty() && extra.isEmpty();
    }
}
