package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.util.concurrent.atomic.AtomicInteger;

/** It keeps something in mind from one run to the next. */
public final class M045_UpFailsOnItsSecondTry implements Migration {

    private static final AtomicInteger TRIES = new AtomicInteger();

    @Override
    public void up(Database database) throws Exception {
        if (TRIES.incrementAndGet() == 2) {
            throw new IllegalStateException("this was done already");
        }
        database.addColumn("shop.orders", "rebate", "integer");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN rebate");
    }
}
