package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Columns to whose numbers up gave another unit, as cents for euros: all of them times the same quotient. What seeds
 * wrote there is held in the old unit against what is there after down, to the last digit.
 */
final class Units {

    private final Sessions sessions;

    Units(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The table with such columns in their old unit. */
    ComparedTable old(ComparedTable table) throws SQLException {
        ComparedTable old = table;
        for (ComparedColumn column : table.seedsSeen() ? table.shared() : List.<ComparedColumn>of()) {
            boolean number = table.before().column(column.name()).stream().anyMatch(Table.Column::isNumber)
                    && List.of(Form.OUTPUT, Form.NUMBER).contains(column.form());
            Optional<ComparedColumn> scaled = number ? scaled(table, column) : Optional.empty();
            if (scaled.isPresent()) {
                old = old.with(scaled.get());
            }
        }
        return old;
    }

    private Optional<ComparedColumn> scaled(ComparedTable table, ComparedColumn column) throws SQLException {
        if (sessions.isLeftByUp(table.only(column))) {
            return Optional.empty();
        }
        List<BigDecimal> before = sessions.of(Side.BEFORE).numbers(RowSql.sum(table.only(column), Side.BEFORE));
        List<BigDecimal> after = sessions.of(Side.AFTER).numbers(RowSql.sum(table.only(column), Side.AFTER));
        // One number alone is any quotient of another.
        boolean several = before.get(0).compareTo(BigDecimal.ONE) > 0;
        if (!several || before.get(1).signum() == 0 || after.get(1).signum() == 0) {
            return Optional.empty();
        }
        ComparedColumn scaled = column.times(after.get(1), before.get(1));
        return sessions.isLeftByUp(table.only(scaled)) ? Optional.of(scaled) : Optional.empty();
    }
}
