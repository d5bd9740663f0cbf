package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Batch.Reached;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves behind api_requests.account_id with its index, filled where it was null and the variable {@code accounts} maps
 * the row's domain, and says how many rows each account has and which domains are not mapped.
 */
public final class M005_PopulateAccountIds implements Migration {

    private static final int ROWS = 5000;
    private static final int DOMAINS_SHOWN = 50;

    private static final List<Column> COLUMNS =
            List.of(Column.of("account_id", "character varying(255)").saying("The account that the domain belongs to"));

    private static final List<Index> INDEXES = List.of(Index.of(
            "idx_requests_account_timestamp",
            Requests.TABLE,
            "(account_id, \"timestamp\" DESC) WHERE (account_id IS NOT NULL)"));

    /** Rows of one domain, under one account or under none. */
    private record Share(String name, long rows) {

        @Override
        public String toString() {
            return "%s: %d %s".formatted(name, rows, rows == 1 ? "row" : "rows");
        }
    }

    @Override
    public void precheck(Database database) throws Exception {
        Accounts.read(database);
        Column.precheck(database, Requests.TABLE, COLUMNS, false);
    }

    @Override
    public void up(Database database) throws Exception {
        Column.ensure(database, Requests.TABLE, COLUMNS);
    }

    @Override
    public void online(Online online) throws Exception {
        Accounts accounts = Accounts.read(online);
        if (accounts.byDomain().isEmpty()) {
            online.log("No account was mapped: the variable accounts is not set, or holds no pair.");
        } else {
            online.batches("account ids", (database, after) -> fill(database, after, accounts.byDomain()));
        }
        Indexes.build(online, INDEXES);
        online.analyze(Requests.TABLE);
        report(online);
    }

    @Override
    public String note() {
        return "Column account_id with its index; fills it from the variable accounts in batches";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
    }

    @Override
    public void down(Database database) throws Exception {
        Column.drop(database, Requests.TABLE, COLUMNS);
    }

    @Override
    public void verify(Database database) throws Exception {
        Column.verify(database, Requests.TABLE, COLUMNS);
        Indexes.verify(database, INDEXES);
    }

    private static Reached fill(Database database, Optional<String> after, Map<String, String> accounts)
            throws SQLException {
        Optional<Requests.Page> page = Requests.pageAfter(database, after, ROWS);
        if (page.isEmpty()) {
            return Reached.END;
        }
        List<String> domains = List.copyOf(accounts.keySet());
        database.execute(
                """
                UPDATE api_requests r
                SET account_id = m.account
                FROM unnest(?::text[], ?::text[]) AS m(domain, account)
                WHERE r.request_id BETWEEN ? AND ? AND r.account_id IS NULL AND r.domain = m.domain
                """,
                domains.toArray(new String[0]),
                domains.stream().map(accounts::get).toArray(String[]::new),
                page.get().first(),
                page.get().last());
        return Reached.at(page.get().last().toString(), page.get().rows());
    }

    private static void report(Database database) throws SQLException {
        List<Share> accounts = database.query("""
                SELECT account_id, count(*) FROM api_requests
                WHERE account_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
                """, row -> new Share(row.getString(1), row.getLong(2)));
        accounts.forEach(share -> database.log("Account " + share));
        List<Share> unmapped = database.query("""
                SELECT domain, count(*) FROM api_requests
                WHERE account_id IS NULL GROUP BY 1 ORDER BY 2 DESC, 1
                """, row -> new Share(row.getString(1), row.getLong(2)));
        unmapped.stream().limit(DOMAINS_SHOWN).forEach(share -> database.log("Domain without an account " + share));
        if (unmapped.size() > DOMAINS_SHOWN) {
            database.log("And %d more domains without an account.".formatted(unmapped.size() - DOMAINS_SHOWN));
        }
    }
}
