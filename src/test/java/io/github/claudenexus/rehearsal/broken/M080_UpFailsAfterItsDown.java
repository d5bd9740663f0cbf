package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.util.concurrent.atomic.AtomicInteger;

/** It can be run twice, and undone, and not once more. */
public final class M080_UpFailsAfterItsDown implements Migration {

    private static final AtomicInteger TRIES = new AtomicInteger();

    @Override
    public void up(Database database) throws Exception {
        if (TRIES.incrementAndGet() == 3) {
            throw new IllegalStateException("this was undone already");
        }
        database.addColumn("shop.orders", "tax", "integer");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN tax");
    }
}
