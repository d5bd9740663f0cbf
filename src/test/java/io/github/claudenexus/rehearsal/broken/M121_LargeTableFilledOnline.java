package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.util.List;

/** Many rows, in batches, after up has committed. */
public final class M121_LargeTableFilledOnline implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("depot.large", "doubled", "integer");
    }

    @Override
    public void online(Online online) throws Exception {
        online.batches("doubled", (batch, after) -> {
            int from = after.map(Integer::parseInt).orElse(0);
            List<Integer> last = batch.query(
                    "WITH done AS (UPDATE depot.large SET doubled = value * 2 WHERE id > ? AND id <= ? RETURNING id)"
                            + " SELECT max(id) FROM done HAVING max(id) IS NOT NULL",
                    row -> row.getInt(1),
                    from,
                    from + 4000);
            return last.isEmpty() ? Batch.Reached.END : Batch.Reached.at(last.get(0) + "", 4000);
        });
    }

    @Override
    public void verify(Database database) throws Exception {
        long left = database.query(
                        "SELECT count(*) FROM depot.large WHERE doubled IS DISTINCT FROM value * 2",
                        row -> row.getLong(1))
                .get(0);
        if (left > 0) {
            throw new AssertionError(left + " rows are not doubled");
        }
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE depot.large DROP COLUMN doubled");
    }
}
