package io.github.claudenexus.rollback;

import java.sql.SQLException;
import java.util.List;

/** Compares the rows of a rehearsal's databases. */
final class DataCheck {

    private DataCheck() {}

    record Change(String table, String before, String after, String words) {}

    record Result(List<Loss> losses, List<Change> extra, List<SequenceMove> sequences) {}

    static Result afterDown(Stage before, Stage up, Stage seeded, Stage undone) throws SQLException {
        return new Result(List.of(), List.of(), List.of());
    }

    static List<Change> changes(Stage one, Stage other) throws SQLException {
        return List.of();
    }
}
