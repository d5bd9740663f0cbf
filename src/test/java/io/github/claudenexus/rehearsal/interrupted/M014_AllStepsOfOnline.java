package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** Every step that an online part may have, each safe to repeat. */
public final class M014_AllStepsOfOnline implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("steps", "half", "integer");
        database.execute("ALTER TABLE steps ADD CONSTRAINT half_is_there CHECK (half IS NOT NULL) NOT VALID");
        database.createIndex(Index.of("steps_old", "steps", "(n)"));
    }

    @Override
    public void online(Online online) throws Exception {
        online.batches("fill half", (batch, after) -> {
            long rows = batch.execute("UPDATE steps SET half = n / 2"
                    + " WHERE id IN (SELECT id FROM steps WHERE half IS NULL ORDER BY id LIMIT 4)");
            return rows == 0 ? Batch.Reached.END : Batch.Reached.at("", rows);
        });
        online.execute("ALTER TABLE steps VALIDATE CONSTRAINT half_is_there");
        online.createIndex(Index.of("steps_half", "steps", "(half)"));
        online.dropIndex("steps_old");
        online.analyze("steps");
    }

    @Override
    public void verify(Database database) throws Exception {
        if (!database.query("SELECT id FROM steps WHERE half IS NULL", row -> row.getInt(1))
                .isEmpty()) {
            throw new AssertionError("a row has no half");
        }
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE steps DROP COLUMN half");
    }
}
