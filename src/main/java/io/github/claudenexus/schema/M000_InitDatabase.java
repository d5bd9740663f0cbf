package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Batch.Reached;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/**
 * Leaves behind the tables api_requests and streaming_chunks with their basic indexes, the materialized view
 * hourly_stats over the last 7 days, and refresh_hourly_stats(), which refreshes it while it is read. An older database
 * gets what it lacks and loses nothing.
 */
public final class M000_InitDatabase implements Migration {

    private static final String INSTANT = "timestamp with time zone";

    private static final List<Column> DEMANDED = List.of(
            Column.of("request_id", "uuid"),
            Column.of("domain", "character varying(255)"),
            Column.of("timestamp", INSTANT),
            Column.of("method", "character varying(10)"),
            Column.of("path", "character varying(255)"));

    private static final List<Column> ADDED = List.of(
            Column.of("headers", "jsonb"),
            Column.of("body", "jsonb").saying("The request as the client sent it, with all its messages"),
            Column.of("api_key_hash", "character varying(50)").saying("Tells API keys apart without holding one"),
            Column.of("model", "character varying(100)").saying("The model asked for; null where a call names none"),
            Column.of("request_type", "character varying(50)").saying("inference, query_evaluation or quota"),
            Column.of("response_status", "integer"),
            Column.of("response_headers", "jsonb"),
            Column.of("response_body", "jsonb").saying("The answer; of a stream, put together from its chunks"),
            Column.of("response_streaming", "boolean").byDefault("false"),
            Column.of("input_tokens", "integer").byDefault("0"),
            Column.of("output_tokens", "integer").byDefault("0"),
            Column.of("total_tokens", "integer").byDefault("0"),
            Column.of("cache_creation_input_tokens", "integer")
                    .byDefault("0")
                    .saying("Input tokens written to the prompt cache"),
            Column.of("cache_read_input_tokens", "integer")
                    .byDefault("0")
                    .saying("Input tokens served from the prompt cache"),
            Column.of("usage_data", "jsonb").saying("The usage block of the answer, complete"),
            Column.of("first_token_ms", "integer").saying("From the request's arrival to the answer's first token"),
            Column.of("duration_ms", "integer").saying("From the request's arrival to the answer's end"),
            Column.of("error", "text"),
            Column.of("tool_call_count", "integer").byDefault("0").saying("Tool calls in the answer"),
            Column.of("created_at", INSTANT).byDefault("now()").saying("When the row was written"));

    private static final List<Index> INDEXES = List.of(
            Index.of("idx_requests_domain", Requests.TABLE, "(domain)").formerly("idx_api_requests_domain"),
            Index.of("idx_requests_timestamp", Requests.TABLE, "(\"timestamp\")")
                    .formerly("idx_api_requests_timestamp"),
            Index.of("idx_requests_model", Requests.TABLE, "(model)").formerly("idx_api_requests_model"),
            Index.of("idx_requests_request_type", Requests.TABLE, "(request_type)")
                    .formerly("idx_api_requests_request_type"));

    @Override
    public void precheck(Database database) throws SQLException {
        if (database.has().table(Requests.TABLE)) {
            refuseLaterGeneration(database);
            Column.precheck(database, Requests.TABLE, DEMANDED, true);
            Column.precheck(database, Requests.TABLE, ADDED, false);
            Requests.precheckKey(database);
        }
        StreamingChunks.precheck(database);
        HourlyStats.precheck(database);
    }

    // Later scripts gave domain another name, and dropped the chunks: what they took away must not come back.
    private static void refuseLaterGeneration(Database database) throws SQLException {
        if (!database.has().column(Requests.TABLE, "domain")) {
            refuseWith(database, "column api_requests.domain", List.of("project_id", "train_id"));
        }
        if (!database.has().table(StreamingChunks.TABLE)) {
            refuseWith(database, "table streaming_chunks", List.of("system_hash", "parent_request_id"));
        }
    }

    private static void refuseWith(Database database, String missing, List<String> laterColumns) throws SQLException {
        for (String column : laterColumns) {
            if (database.has().column(Requests.TABLE, column)) {
                throw new IllegalStateException("This database is of a later generation of the proxy than 000 to 005: "
                        + missing + " is missing, and there is api_requests." + column
                        + ". Do not run these six on it: leave the package io.github.claudenexus.schema out, or record"
                        + " them as applied (docs/nexus-schema.md, A later generation)");
            }
        }
    }

    @Override
    public void up(Database database) throws SQLException {
        boolean found = database.has().table(Requests.TABLE);
        if (found) {
            database.found("table " + Requests.TABLE);
        } else {
            database.execute("""
                    CREATE TABLE api_requests (
                        request_id UUID PRIMARY KEY,
                        domain VARCHAR(255) NOT NULL,
                        timestamp TIMESTAMPTZ NOT NULL,
                        method VARCHAR(10) NOT NULL,
                        path VARCHAR(255) NOT NULL)
                    """);
        }
        Column.ensure(database, Requests.TABLE, ADDED);
        if (!found) {
            Indexes.build(database, INDEXES);
        }
        database.execute(
                "COMMENT ON TABLE api_requests IS 'Every call to the API that the proxy forwarded, and its answer'");
        StreamingChunks.make(database);
        HourlyStats.noteFound(database);
    }

    @Override
    public void online(Online online) throws Exception {
        Indexes.build(online, INDEXES);
        StreamingChunks.complete(online);
        // Filling the view reads a week of requests: not while up holds its lock on the table.
        online.batches(HourlyStats.VIEW, (database, after) -> {
            HourlyStats.make(database);
            return Reached.END;
        });
    }

    @Override
    public String note() {
        return "Tables api_requests and streaming_chunks, and the view hourly_stats with refresh_hourly_stats()";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
    }

    @Override
    public void down(Database database) throws SQLException {
        HourlyStats.drop(database);
        database.execute("DROP TABLE IF EXISTS streaming_chunks");
        database.execute("DROP TABLE IF EXISTS api_requests");
    }

    @Override
    public void verify(Database database) throws SQLException {
        Column.verify(database, Requests.TABLE, DEMANDED);
        Column.verify(database, Requests.TABLE, ADDED);
        Requests.verifyKey(database);
        Indexes.verify(database, INDEXES);
        StreamingChunks.verify(database);
        HourlyStats.verify(database);
    }
}
