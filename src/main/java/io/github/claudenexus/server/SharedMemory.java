package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The folder that a system keeps in memory: to copy a database there takes a fraction of the time.
 *
 * @param folder where it is
 * @param groups where a container's limits are, of which its files in memory take their part
 */
record SharedMemory(Path folder, Path groups) {

    /** That of Linux; elsewhere there is none. */
    static final SharedMemory OF_LINUX = new SharedMemory(Path.of("/dev/shm"), Path.of("/sys/fs/cgroup"));

    /** More than any but the largest rehearsals take, so that nobody else is left without. */
    private static final long ROOM = 4L << 30;

    // Of control groups in version 2, and in version 1.
    private static final Map<String, String> USE_BY_LIMIT =
            Map.of("memory.max", "memory.current", "memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes");

    private static final Path SELF = Path.of("/proc/self");
    private static final Path MOUNTS = SELF.resolve("ns/mnt");
    private static final Path MACHINE = Path.of("/proc/meminfo");

    /** Whether there is room for the data of a server, in the folder, on the machine and in a container. */
    boolean hasRoom() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.type().equals("tmpfs")
                    && Files.isWritable(folder)
                    && store.getUsableSpace() >= ROOM
                    && available() >= ROOM
                    && isWithinLimits();
        } catch (IOException notLinux) {
            return false;
        }
    }

    private static long available() throws IOException {
        return Files.readAllLines(MACHINE).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private boolean isWithinLimits() throws IOException {
        for (Map.Entry<String, String> group : USE_BY_LIMIT.entrySet()) {
            Path limit = groups.resolve(group.getKey());
            String most = Files.exists(limit) ? Files.readString(limit).strip() : "max";
            if (!most.equals("max") && Long.parseLong(most) - used(group.getValue()) < ROOM) {
                return false;
            }
        }
        return true;
    }

    private long used(String use) throws IOException {
        return Long.parseLong(Files.readString(groups.resolve(use)).strip());
    }

    /** Makes a folder for one run of a server's folder. */
    Path create(Path directory) throws IOException {
        return Files.createTempDirectory(folder, prefix(directory));
    }

    /** The folders of a server's folder's runs. Everybody may write here, so only those that are our own. */
    List<Path> runs(Path directory) throws IOException {
        List<Path> runs = Leftovers.list(folder, prefix(directory) + "*");
        if (!runs.isEmpty()) {
            Object self = Files.getAttribute(SELF, "unix:uid");
            for (Path run : List.copyOf(runs)) {
                if (!isOf(self, run)) {
                    runs.remove(run);
                }
            }
        }
        return runs;
    }

    private static boolean isOf(Object user, Path run) throws IOException {
        try {
            return user.equals(Files.getAttribute(run, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }

    // Containers may share this folder, and have folders of the same path that are not the same.
    private static String prefix(Path directory) throws IOException {
        String whose =
                Files.isSymbolicLink(MOUNTS) ? Files.readSymbolicLink(MOUNTS).toString() : "";
        return "nexus-" + UUID.nameUUIDFromBytes((whose + directory).getBytes(StandardCharsets.UTF_8)) + "-";
    }
}
