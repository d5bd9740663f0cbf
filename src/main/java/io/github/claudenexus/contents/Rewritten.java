package io.github.claudenexus.contents;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the columns in which up itself gave other values to the rows that were there. */
final class Rewritten {

    private final ComparedTable up;
    private final Sessions sessions;

    Rewritten(ComparedTable table, Sessions sessions) {
        this.up = table.ofUp();
        this.sessions = sessions.ofUp();
    }

    /** Their names. */
    Set<String> columns() throws SQLException {
        Map<Side, Digest> digests = sessions.digests(up);
        if (Digest.of(digests, Side.BEFORE).equals(Digest.of(digests, Side.UNDONE))) {
            return Set.of();
        }
        List<Lost> changed =
                new TableComparison(up, sessions, digests).compare().lost();
        boolean same = Digest.of(digests, Side.BEFORE).rows()
                == Digest.of(digests, Side.UNDONE).rows();
        // Up may have given the key itself other values; then the rest tells which row is which.
        if (same && changed.stream().anyMatch(lost -> lost.column() == null)) {
            changed = new TableComparison(up.withoutKey(), sessions, digests)
                    .compare()
                    .lost();
        }
        return changed.stream()
                .map(Lost::column)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
    }
}
