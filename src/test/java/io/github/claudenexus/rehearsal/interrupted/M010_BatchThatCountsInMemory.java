package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.util.concurrent.atomic.AtomicInteger;

/** It looks at its own counter, and not at the position it is handed: run again, it begins at the first row. */
public final class M010_BatchThatCountsInMemory implements Migration {

    @Override
    public void up(Database database) {}

    @Override
    public void online(Online online) throws Exception {
        AtomicInteger done = new AtomicInteger();
        online.batches("double n", (batch, after) -> {
            int from = done.getAndAdd(4);
            long rows = batch.execute("UPDATE memory SET n = n * 2 WHERE id > ? AND id <= ?", from, from + 4);
            return rows == 0 ? Batch.Reached.END : Batch.Reached.at("" + (from + 4), rows);
        });
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("UPDATE memory SET n = n / 2");
    }
}
