package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** An index made while the service works, and dropped by down. */
public final class M127_IndexBuiltOnline implements Migration {

    @Override
    public void up(Database database) {}

    @Override
    public void online(Online online) throws Exception {
        online.createIndex(Index.of("large_value", "depot.large", "(value)"));
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("DROP INDEX depot.large_value");
    }
}
