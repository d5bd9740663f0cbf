package io.github.claudenexus.server;

import java.nio.file.Path;

/** What becomes of a server's data when it stops, and how the server is set up for that. */
enum Lifetime {
    /** For the next run. */
    KEPT(true, """
            synchronous_commit = off
            max_connections = 300
            max_wal_size = '1GB'
            """),

    /** For the tests of one build: as a user's server is, but that nothing survives a crash. */
    TESTED(false, """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            max_connections = 300
            max_wal_size = '1GB'
            """),

    /** For one rehearsal: nothing survives a crash, and nothing runs in the background. */
    THROWN_AWAY(false, """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            wal_level = minimal
            max_wal_senders = 0
            max_wal_size = '1GB'
            checkpoint_timeout = '1h'
            autovacuum = off
            jit = off
            shared_buffers = '64MB'
            # Room for a migration that touches thousands of tables and partitions in one transaction.
            max_locks_per_transaction = 1024
            """),

    /** The same, where memory has turned out to have too little room for the data. */
    THROWN_AWAY_ON_DISK(THROWN_AWAY.kept, THROWN_AWAY.settings);

    /** An address, not a name: the server then fails where another program has the port, instead of sharing it. */
    static final String ADDRESS = "127.0.0.1";

    private static final String ALL = """
            listen_addresses = '%s'
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    // Shared memory outside of the folder would stay behind when the server is killed.
    private static final String NOT_ON_WINDOWS = "dynamic_shared_memory_type = 'mmap'\n";

    private final boolean kept;
    private final String settings;

    Lifetime(boolean kept, String settings) {
        this.kept = kept;
        this.settings = settings;
    }

    /** Whether the data is put into memory, where that has room. */
    boolean mayBeInMemory() {
        return this == THROWN_AWAY;
    }

    /** Whether the data stays when the server stops. */
    boolean isKept() {
        return kept;
    }

    /** The lines of {@code postgresql.auto.conf}, where ALTER SYSTEM can still change them. */
    String settings() {
        return ALL.formatted(ADDRESS) + settings + (Programs.ON_WINDOWS ? "" : NOT_ON_WINDOWS);
    }

    /** What to do where a start failed for a reason that does not say it. */
    String hint(Path directory) {
        String delete = "delete the folder " + directory + ": the next start makes it again";
        return switch (this) {
            case KEPT -> "If the reason is in its data, and the data is of no use, " + delete + ", empty.";
            case TESTED -> "If the reason is in its files, " + delete + ".";
            case THROWN_AWAY, THROWN_AWAY_ON_DISK ->
                "If the reason is in its files, " + delete + ". If it is in this machine, give a server to rehearse"
                        + " on: -Dnexus.scratchUrl=postgresql://...";
        };
    }
}
