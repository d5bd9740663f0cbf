package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** Up gives up. */
public final class M049_UpThrowsAnException implements Migration {

    @Override
    public void up(Database database) {
        throw new IllegalArgumentException("which orders?");
    }

    @Override
    public void down(Database database) {}
}
