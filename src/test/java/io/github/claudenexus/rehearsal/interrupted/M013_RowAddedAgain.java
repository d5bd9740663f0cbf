package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** A statement that commits by itself and is not guarded. */
public final class M013_RowAddedAgain implements Migration {

    @Override
    public void up(Database database) {}

    @Override
    public void online(Online online) throws Exception {
        online.analyze("added");
        online.execute("INSERT INTO added VALUES (?, ?)", 10, 10);
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("DELETE FROM added WHERE id = 10");
    }
}
