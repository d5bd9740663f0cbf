package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One run at a time uses a server's folder; the operating system releases the lock when its process ends. */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "server.lock";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LONGEST_NOTE = 200;

    // Beyond the text, which others must be able to read on systems whose locks forbid reading.
    private static final long LOCKED_BYTE = 1L << 30;

    // POSIX ends a process's lock with the first of its channels to be closed, so this process opens one at a time.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Acquires it, waiting at most so long for another run. */
    static DirectoryLock acquire(Path directory, Duration wait) throws IOException {
        Path real = directory.toRealPath();
        long end = System.nanoTime() + wait.toNanos();
        while (!HELD_HERE.add(real)) {
            pause(end, real, "this process, " + ProcessHandle.current().pid());
        }
        try {
            return open(real, end);
        } catch (IOException | RuntimeException failure) {
            HELD_HERE.remove(real);
            throw failure;
        }
    }

    // The lock holds the channel until it is closed itself.
    @SuppressWarnings("resource")
    private static DirectoryLock open(Path real, long end) throws IOException {
        FileChannel channel = FileChannel.open(
                real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            while (!locked(channel)) {
                pause(end, real, read(channel));
            }
            write(channel);
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException heldByAnotherCopyOfUs) {
            return false;
        }
    }

    private static void pause(long end, Path directory, String holder) {
        if (System.nanoTime() > end) {
            throw held(directory, holder);
        }
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw held(directory, holder);
        }
    }

    private static NexusException held(Path directory, String holder) {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "Another run uses the server in " + directory + ": " + holder,
                        "Wait until it has ended, or stop it.")
                .exception();
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer note = ByteBuffer.allocate(LONGEST_NOTE);
        channel.read(note, 0);
        return new String(note.array(), 0, note.position(), StandardCharsets.UTF_8);
    }

    private static void write(FileChannel channel) throws IOException {
        String note = "process " + ProcessHandle.current().pid() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** The folder. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
