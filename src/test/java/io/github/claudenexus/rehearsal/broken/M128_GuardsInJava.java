package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import java.util.List;

/** What is there is not made again, and what was made goes. */
public final class M128_GuardsInJava implements Migration {

    @Override
    public void up(Database database) throws Exception {
        if (!database.has().table("depot.tags")) {
            database.execute("CREATE TABLE depot.tags (name text PRIMARY KEY)");
            database.batch("INSERT INTO depot.tags VALUES (?)", List.of(new Object[] {"a"}, new Object[] {"b"}));
        }
        database.addColumn("depot.jobs", "tag", "text REFERENCES depot.tags");
        database.createIndex(Index.of("jobs_tag", "depot.jobs", "(tag)"));
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE depot.jobs DROP COLUMN tag");
        database.execute("DROP TABLE depot.tags");
    }
}
