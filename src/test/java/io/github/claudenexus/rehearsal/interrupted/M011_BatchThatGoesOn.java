package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** The same with the position it is handed: no row is doubled twice. */
public final class M011_BatchThatGoesOn implements Migration {

    @Override
    public void up(Database database) {}

    @Override
    public void online(Online online) throws Exception {
        online.batches("double n", (batch, after) -> {
            int from = after.map(Integer::parseInt).orElse(0);
            long rows = batch.execute("UPDATE position SET n = n * 2 WHERE id > ? AND id <= ?", from, from + 4);
            return rows == 0 ? Batch.Reached.END : Batch.Reached.at("" + (from + 4), rows);
        });
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("UPDATE position SET n = n / 2");
    }
}
