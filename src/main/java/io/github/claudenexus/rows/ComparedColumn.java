package io.github.claudenexus.rows;

import io.github.claudenexus.rows.Table.TableColumn;
import io.github.claudenexus.rows.TableStates.ColumnStates;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values before up are compared with those after down.
 *
 * @param name its name
 * @param key whether it belongs to the primary key
 * @param required whether it is NOT NULL before up and after down
 * @param generated whether its values follow from those of other columns
 * @param seeds how what seeds wrote into it is compared
 */
record ComparedColumn(String name, boolean key, boolean required, boolean generated, SeedComparison seeds) {

    /** How a value that seeds wrote is compared with the one that is there after down. */
    enum SeedComparison {
        /** It has to be the same. */
        SAME,
        /** Up gave the column another type: it has to be the same as a number, or text, or nothing. */
        MEANING,
        /** Up gave its rows other values, so down has to put others for those of seeds too: there has to be one. */
        FILLED,
        /** Nothing is known of what it has to be. */
        ANYTHING,
        /** The column is not there after up, so it is not known what seeds would have written. */
        UNSEEN
    }

    static ComparedColumn of(ColumnStates column, SeedComparison seeds) {
        boolean required = column.before().required()
                && column.undone().filter(TableColumn::required).isPresent();
        return new ComparedColumn(column.name(), column.before().key(), required, column.isGenerated(), seeds);
    }

    boolean isSeen() {
        return seeds != SeedComparison.UNSEEN;
    }

    /** Whether up left its values, so that they tell which row is which in all states. */
    boolean isStable() {
        return seeds == SeedComparison.SAME || seeds == SeedComparison.MEANING;
    }

    /** A value, so that it can be compared between all states. */
    @Nullable String comparable(@Nullable String value) {
        return seeds == SeedComparison.MEANING ? Values.meaning(value) : value;
    }

    /** Whether down may leave this value where seeds wrote the other. */
    boolean mayBecome(@Nullable String written, @Nullable String found) {
        // Where no NULL may be, down has to put something.
        if (written == null && required) {
            return true;
        }
        return switch (seeds) {
            case SAME -> Objects.equals(written, found);
            case MEANING -> Objects.equals(Values.meaning(written), Values.meaning(found));
            case FILLED -> Values.isFilled(written) == Values.isFilled(found);
            case ANYTHING, UNSEEN -> true;
        };
    }
}
