package io.github.claudenexus.migration;

import java.util.Optional;

/** One batch of a step over a large table. */
@FunctionalInterface
public interface Batch {

    /**
     * Does the next batch, in its own transaction.
     *
     * @param database for this batch only
     * @param after the position that the last batch reached; empty at the beginning
     * @return how far this batch got; {@link Reached#END} when nothing is left to do
     */
    Reached next(Database database, Optional<String> after) throws Exception;

    /**
     * How far a batch got.
     *
     * @param position what the next batch is handed, usually the last key; empty when the step has ended
     * @param rows the rows this batch looked at; a batch that stays where it is and has none fails the migration
     */
    record Reached(Optional<String> position, long rows) {

        /** Nothing is left to do. */
        public static final Reached END = new Reached(Optional.empty(), 0);

        /** Go on after this position. */
        public static Reached at(String position, long rows) {
            return new Reached(Optional.of(position), rows);
        }
    }
}
