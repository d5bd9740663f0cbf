package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;

/** What to do about a statement that no transaction allows. */
public final class OutsideOfATransaction {

    private OutsideOfATransaction() {}

    /** Where the statement is to be moved, or what its file is to say. */
    public static String hint(DiscoveredMigration migration) {
        return migration instanceof SqlMigration
                ? "Put -- nexus: transactional=false on the first line."
                : "Move it into online(), which runs outside of a transaction.";
    }
}
