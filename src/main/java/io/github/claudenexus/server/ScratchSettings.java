package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a throw-away server is set up: nothing is made safe, and nothing works on its own beside the rehearsal. */
final class ScratchSettings {

    /** An address, not a name: the server then ends where another program has the port, instead of sharing it. */
    static final String HOST = "127.0.0.1";

    // Room for a migration that touches thousands of tables and partitions in one transaction.
    private static final String EVERYWHERE = """
            listen_addresses = '%s'
            unix_socket_directories = ''
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
            max_locks_per_transaction = 1024
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    // Shared memory outside of the folder would stay behind when the server is killed.
    private static final String NOT_ON_WINDOWS = "dynamic_shared_memory_type = 'mmap'\n";

    private ScratchSettings() {}

    /** Writes them into a data folder, above whatever initdb found fit. */
    static void write(Path data) throws IOException {
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                EVERYWHERE.formatted(HOST) + (Programs.ON_WINDOWS ? "" : NOT_ON_WINDOWS));
    }
}
