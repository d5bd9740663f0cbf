package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Columns to which up gave a type of another kind. What seeds wrote there is held against what is there after down in
 * the closest form that up left as it was: that is how values are known to mean the same in both types.
 */
final class Retyped {

    private final Sessions sessions;

    Retyped(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The table with what seeds wrote, where a column of numbers can be read as numbers in all states. */
    ComparedTable withNumbers(ComparedTable table) throws SQLException {
        ComparedTable told = table;
        for (ComparedColumn column : table.columns()) {
            Optional<ComparedColumn> looser = column.isNumber() ? looser(table, column) : Optional.empty();
            if (looser.isPresent() && looser.get().form() == Form.MEANING) {
                told = told.with(looser.get());
            }
        }
        return told;
    }

    /** What is lost of the table, by these losses that were found without what seeds wrote into such columns. */
    List<Lost> lost(ComparedTable table, List<Lost> found) throws SQLException {
        List<Lost> lost = new ArrayList<>(found);
        for (ComparedColumn column : table.columns()) {
            Optional<ComparedColumn> looser = looser(table, column);
            if (looser.isPresent()) {
                List<Lost> told = compare(table.with(looser.get()));
                // Where no key tells which row has another value, the row counts as missing.
                long rows = rows(told, column.name()) + Math.max(0, rows(told, null) - rows(found, null));
                // The two counts may be of the same rows, so only the larger is sure.
                if (rows > rows(found, column.name())) {
                    lost.removeIf(of -> column.name().equals(of.column()));
                    lost.add(new Lost(table.name(), column.name(), rows));
                }
            }
        }
        return lost;
    }

    private List<Lost> compare(ComparedTable table) throws SQLException {
        Map<Side, Digest> digests = sessions.digests(table);
        return Digest.holds(digests, table.shared().size() == table.columns().size())
                ? List.of()
                : new TableComparison(table, sessions, digests).compare().lost();
    }

    private static long rows(List<Lost> lost, @Nullable String column) {
        return lost.stream()
                .filter(of -> Objects.equals(of.column(), column))
                .mapToLong(Lost::rows)
                .sum();
    }

    private Optional<ComparedColumn> looser(ComparedTable table, ComparedColumn column) throws SQLException {
        for (ComparedColumn looser : column.looser()) {
            if (sessions.isLeftByUp(table.only(looser))
                    && (looser.form() != Form.MEANING || hasValues(table.before(), column))) {
                return Optional.of(looser);
            }
        }
        return Optional.empty();
    }

    private boolean hasValues(Table table, ComparedColumn column) throws SQLException {
        BigDecimal values = sessions.of(Side.BEFORE)
                .numbers(RowSql.values(table, List.of(column.name())))
                .get(0);
        return values.signum() > 0;
    }
}
