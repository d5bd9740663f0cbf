"""What the contestants are given to do: names of workloads, and the migrations that they mean."""

import re
from dataclasses import dataclass

NAME = re.compile(r"(six|small-\d+|nothing-\d+|status-\d+)(-jars)?(?:-(\d+)ms)?")

ALL = (
    "six",
    "small-100",
    "small-1000",
    "nothing-1000",
    "nothing-1000-jars",
    "status-1000",
    "small-100-2ms",
    "nothing-1000-2ms",
    "small-5000",
    "small-10000",
)


@dataclass(frozen=True)
class Workload:
    """`verb`: what is timed, `migrate` from an empty database, `nothing` to do, or `status`."""

    name: str
    verb: str
    count: int
    small: bool
    jars: bool
    latency_ms: int

    @staticmethod
    def of(name):
        parts = NAME.fullmatch(name)
        if not parts:
            raise SystemExit(
                f"There is no workload {name}. There are six, small-N, nothing-N and status-N,"
                " each with -jars (Java alone, on 100 dependency jars), -2ms (latency) or both behind it."
            )
        kind, _, count = parts[1].partition("-")
        verb = kind if kind in ("nothing", "status") else "migrate"
        return Workload(name, verb, int(count or 6), kind != "six", bool(parts[2]), int(parts[3] or 0))

    @property
    def project(self):
        """Whose files it shares with other workloads."""
        return ("six" if not self.small else f"small-{self.count}") + ("-jars" if self.jars else "")

    @property
    def counted(self):
        """Whether messages and statements are counted in a run of their own."""
        return not self.latency_ms and (self.verb != "migrate" or self.count <= 100)

    @property
    def relations(self):
        """A query for the number of tables that must be there afterwards, and that number."""
        if self.small:
            return "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^t[0-9]+$'", self.count
        names = "('api_requests', 'streaming_chunks', 'hourly_stats')"
        return f"SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'm') AND relname IN {names}", 3

    def migrations(self):
        return small(self.count) if self.small else six()


@dataclass(frozen=True)
class Migration:
    number: int
    name: str
    statements: tuple

    @property
    def sql(self):
        return ";\n".join(self.statements) + ";\n"


def small(count):
    """A table and an index each."""
    return [
        Migration(
            i,
            f"create_t{i}",
            (f"CREATE TABLE t{i} (id bigint PRIMARY KEY, v text)", f"CREATE INDEX t{i}_v ON t{i} (v)"),
        )
        for i in range(1, count + 1)
    ]


REQUESTS = """\
CREATE TABLE api_requests (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_id uuid NOT NULL UNIQUE,
    trace_id varchar(64),
    parent_request_id uuid,
    tenant_id bigint NOT NULL,
    user_id bigint,
    api_key_hash char(64),
    provider varchar(32) NOT NULL,
    model varchar(96) NOT NULL,
    endpoint varchar(160) NOT NULL,
    http_status smallint,
    is_streaming boolean NOT NULL DEFAULT false,
    prompt_tokens integer NOT NULL DEFAULT 0,
    completion_tokens integer NOT NULL DEFAULT 0,
    total_tokens integer GENERATED ALWAYS AS (prompt_tokens + completion_tokens) STORED,
    cost_micros bigint NOT NULL DEFAULT 0,
    latency_ms integer,
    retry_count smallint NOT NULL DEFAULT 0,
    error_code varchar(64),
    error_message text,
    client_ip inet,
    region varchar(32),
    request_body jsonb,
    response_body jsonb,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    CHECK (prompt_tokens >= 0 AND completion_tokens >= 0),
    CHECK (http_status BETWEEN 100 AND 599)
)"""

REQUEST_INDEXES = {
    "tenant_created": "(tenant_id, created_at DESC)",
    "user_created": "(user_id, created_at DESC) WHERE user_id IS NOT NULL",
    "provider_model": "(provider, model)",
    "created_brin": "USING brin (created_at)",
    "status": "(http_status) WHERE http_status >= 400",
    "error_code": "(error_code) WHERE error_code IS NOT NULL",
    "trace": "(trace_id)",
    "parent": "(parent_request_id)",
    "api_key": "(api_key_hash)",
    "latency": "(latency_ms)",
    "cost": "(tenant_id, cost_micros)",
    "metadata": "USING gin (metadata jsonb_path_ops)",
    "body": "USING gin (request_body)",
    "environment": "((metadata ->> 'env'))",
}

CHUNKS = """\
CREATE TABLE streaming_chunks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request bigint NOT NULL REFERENCES api_requests (id) ON DELETE CASCADE,
    chunk_index integer NOT NULL,
    event_type varchar(32) NOT NULL DEFAULT 'delta',
    payload jsonb NOT NULL,
    token_count integer NOT NULL DEFAULT 0,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (request, chunk_index)
)"""

HOURLY = """\
CREATE MATERIALIZED VIEW hourly_stats AS
SELECT date_trunc('hour', created_at) AS hour, tenant_id, provider, model,
       count(*) AS requests,
       count(*) FILTER (WHERE http_status >= 400) AS errors,
       sum(prompt_tokens) AS prompt_tokens,
       sum(cost_micros) AS cost_micros,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms) AS p99_ms
FROM api_requests
GROUP BY 1, 2, 3, 4"""

SEED = """\
INSERT INTO api_requests (request_id, tenant_id, provider, model, endpoint, http_status, prompt_tokens,
                          completion_tokens, latency_ms, metadata, created_at)
SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, n % 10, 'p' || n % 3, 'm' || n % 7,
       '/v1/messages', CASE WHEN n % 20 = 0 THEN 500 ELSE 200 END, n % 4000, n % 900, n % 3000,
       jsonb_build_object('env', 'e' || n % 4), now() - n * interval '1 minute'
FROM generate_series(1, 500) AS n"""


def six():
    """The schema of a proxy of requests: tables, many indexes, a materialized view, comments, rows."""
    columns = re.findall(r"^    ([a-z]\w*) ", REQUESTS, re.MULTILINE)
    steps = {
        "create_api_requests": [REQUESTS],
        "index_api_requests": [
            f"CREATE INDEX api_requests_{name} ON api_requests {columns}" for name, columns in REQUEST_INDEXES.items()
        ],
        "create_streaming_chunks": [
            CHUNKS,
            "CREATE INDEX streaming_chunks_received ON streaming_chunks (received_at)",
            "CREATE INDEX streaming_chunks_type ON streaming_chunks (event_type)",
            "CREATE INDEX streaming_chunks_payload ON streaming_chunks USING gin (payload)",
        ],
        "create_hourly_stats": [
            HOURLY,
            "CREATE UNIQUE INDEX hourly_stats_key ON hourly_stats (hour, tenant_id, provider, model)",
            "CREATE INDEX hourly_stats_tenant ON hourly_stats (tenant_id, hour)",
        ],
        "comment": [
            "COMMENT ON TABLE api_requests IS 'A row for each proxied request'",
            "COMMENT ON TABLE streaming_chunks IS 'The events of a streamed answer'",
            *(f"COMMENT ON COLUMN api_requests.{name} IS 'The {name} of a request'" for name in columns),
        ],
        "seed_and_analyze": [
            SEED,
            "REFRESH MATERIALIZED VIEW hourly_stats",
            "ANALYZE api_requests",
            "ANALYZE hourly_stats",
        ],
    }
    return [Migration(i, name, tuple(statements)) for i, (name, statements) in enumerate(steps.items(), 1)]
