package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.util.concurrent.atomic.AtomicLong;

/** What its batches have counted is gone when they have ended and what comes after them is run alone. */
public final class M012_TotalKeptInMemory implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.execute("CREATE TABLE total_of_all (id integer PRIMARY KEY, sum bigint)");
    }

    @Override
    public void online(Online online) throws Exception {
        AtomicLong sum = new AtomicLong();
        online.batches("add up", (batch, after) -> {
            batch.query("SELECT sum(n) FROM total", row -> sum.addAndGet(row.getLong(1)));
            return Batch.Reached.END;
        });
        online.execute("INSERT INTO total_of_all VALUES (1, ?) ON CONFLICT DO NOTHING", sum.get());
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("DROP TABLE total_of_all");
    }
}
