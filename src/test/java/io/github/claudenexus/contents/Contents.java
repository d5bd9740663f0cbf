package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tables of a database hold, in short: two databases of equal contents hold the same rows.
 *
 * @param tables each table that holds rows of its own
 * @param sequences the value that each sequence gave last, 0 when it has given none
 */
public record Contents(SortedMap<String, TableContents> tables, SortedMap<String, Long> sequences) {

    /** Copies the maps. */
    public Contents {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    }

    /**
     * What one table holds.
     *
     * @param rows how many rows
     * @param digest the sum of the hashes of the rows
     */
    public record TableContents(long rows, BigDecimal digest) {}
}
