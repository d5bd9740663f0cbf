package io.github.claudenexus.contents;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that up made and down took away. What seeds wrote there may be found after down in a table that up had taken
 * away or rows out of, and is not too many then; each row once.
 */
final class NewTables {

    private final Sessions sessions;
    private final Map<Side, Tables> states;
    private Optional<Long> left = Optional.empty();

    NewTables(Sessions sessions, Map<Side, Tables> states) {
        this.sessions = sessions;
        this.states = states;
    }

    /** How many of these rows too many may be such; they are not excused again. */
    long excuse(long rows) throws SQLException {
        if (!states.containsKey(Side.SEEDED)) {
            return 0;
        }
        long there = left.isPresent() ? left.get() : count();
        long excused = Math.min(rows, there);
        left = Optional.of(there - excused);
        return excused;
    }

    private long count() throws SQLException {
        Tables before = Objects.requireNonNull(states.get(Side.BEFORE));
        Tables now = Objects.requireNonNull(states.get(Side.SEEDED));
        Tables after = Objects.requireNonNull(states.get(Side.AFTER));
        Set<String> old = new HashSet<>();
        before.all().forEach(table -> now.heir(table, before).ifPresent(heir -> old.add(heir.name())));
        List<String> inNow = new ArrayList<>();
        List<String> inAfter = new ArrayList<>();
        for (Table table : now.all()) {
            Optional<Table> then = after.named(table.name());
            if (!old.contains(table.name()) && then.isPresent() && isGone(table)) {
                inNow.add(RowSql.count(table));
                inAfter.add(RowSql.count(then.get()));
            }
        }
        List<Digest> more = sessions.of(Side.SEEDED).digests(inNow);
        List<Digest> less = sessions.of(Side.AFTER).digests(inAfter);
        long rows = 0;
        for (int i = 0; i < more.size(); i++) {
            rows += Math.max(0, more.get(i).rows() - less.get(i).rows());
        }
        return rows;
    }

    // One that has got the name of a table that was there before is that table now.
    private boolean isGone(Table table) {
        Tables before = Objects.requireNonNull(states.get(Side.BEFORE));
        Tables seeded = Objects.requireNonNull(states.get(Side.SEEDED));
        return Objects.requireNonNull(states.get(Side.UNDONE))
                .heir(table, seeded)
                .filter(heir -> before.named(heir.name()).isEmpty())
                .isEmpty();
    }
}
