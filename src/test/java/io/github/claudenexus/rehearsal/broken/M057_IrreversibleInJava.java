package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** There is no down, and a reason is given. */
public final class M057_IrreversibleInJava implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.execute("DELETE FROM shop.gauges");
    }

    @Override
    public String irreversible() {
        return "what the gauges showed is kept nowhere";
    }
}
