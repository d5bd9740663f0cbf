package io.github.claudenexus.session;

import io.github.claudenexus.discovery.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The one lock that keeps two runners off one database: a session-level advisory lock, tried and never waited for inside
 * the server (a session that waits there holds a snapshot, and CREATE INDEX CONCURRENTLY would wait for it in turn).
 * It ends with the session, so a crash leaves nothing to clean up.
 */
public final class AdvisoryLock {

    /** What the key is made of: the first 8 bytes of its SHA-256. */
    static final String NAME = "io.github.claudenexus:nexus-maven-plugin";

    static final long KEY = key(NAME);

    public static final String TRY = "SELECT pg_try_advisory_lock(" + KEY + ") AS locked";

    static final String RELEASE = "SELECT pg_advisory_unlock(" + KEY + ")";

    /** True of its row in pg_locks, among the advisory locks of a session: those are of the session's own database. */
    private static final String IS_OURS =
            "objsubid = 1 AND classid = %d AND objid = %d".formatted(KEY >>> 32, KEY & 0xffff_ffffL);

    static final String HOLDER = """
            SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), coalesce(a.usename, 'unknown'),
                CASE WHEN a.backend_start IS NULL THEN 'more only with pg_read_all_stats'
                    ELSE 'from ' || coalesce(host(a.client_addr), 'the server itself') || ', connected since '
                        || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') END
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE locktype = 'advisory' AND %s AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""".formatted(IS_OURS);

    // What pg_locks reads: to plan that view takes longer than to read it, and is done for each migration.
    private static final String OF_SESSION =
            "FROM pg_lock_status() WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND ";

    /** The condition that this session holds it. */
    static final String IS_HELD = "EXISTS (SELECT " + OF_SESSION + IS_OURS + ")";

    /** The advisory locks of this session but for that one, as rows of pg_locks. */
    static final String OTHERS = OF_SESSION + "NOT (" + IS_OURS + ")";

    /**
     * Releases every other advisory lock of the session: pg_advisory_unlock_all() would release this one too. A lock is
     * listed once and may have been acquired several times.
     */
    static final String RELEASE_OTHERS = """
            DO $nexus$
            BEGIN
                LOOP
                    PERFORM FROM (
                        SELECT CASE
                            WHEN objsubid = 1 AND mode = 'ShareLock' THEN pg_advisory_unlock_shared(one)
                            WHEN objsubid = 1 THEN pg_advisory_unlock(one)
                            WHEN mode = 'ShareLock' THEN pg_advisory_unlock_shared(first, second)
                            ELSE pg_advisory_unlock(first, second) END AS released
                        FROM (
                            SELECT objsubid, mode, classid::bigint << 32 | objid::bigint AS one,
                                classid::bigint::bit(32)::int AS first, objid::bigint::bit(32)::int AS second
                            %s
                        ) AS mine
                    ) AS them
                    WHERE released;
                    EXIT WHEN NOT FOUND;
                END LOOP;
            END $nexus$""".formatted(OTHERS);

    private AdvisoryLock() {}

    static long key(String name) {
        byte[] hash = Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
