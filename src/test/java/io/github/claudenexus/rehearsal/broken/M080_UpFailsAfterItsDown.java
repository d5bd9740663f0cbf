package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.util.concurrent.atomic.AtomicBoolean;

/** It can be run twice, and undone, and not again after that. */
public final class M080_UpFailsAfterItsDown implements Migration {

    private static final AtomicBoolean UNDONE = new AtomicBoolean();

    @Override
    public void up(Database database) throws Exception {
        if (UNDONE.compareAndSet(true, false)) {
            throw new IllegalStateException("this was undone already");
        }
        database.addColumn("shop.orders", "tax", "integer");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN tax");
        UNDONE.set(true);
    }
}
