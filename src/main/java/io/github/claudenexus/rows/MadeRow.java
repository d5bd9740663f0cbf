package io.github.claudenexus.rows;

import java.util.List;

/**
 * A row that is to be written.
 *
 * @param table the table, with its schema, quoted where that is needed
 * @param attempts statements that write it, the best first: one is enough
 */
record MadeRow(String table, List<String> attempts) {

    MadeRow {
        attempts = List.copyOf(attempts);
    }
}
