package io.github.claudenexus.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A server's programs, unpacked once, and beside them the folder that initdb made, once: a copy is quicker than initdb.
 *
 * @param home the folder with both
 */
record Installation(Path home) {

    /** The end of a name while it is not whole yet. */
    static final String UNFINISHED = ".part";

    private static final String TEMPLATE = "template";

    /** The one that is there, or a new one; whoever calls has the folder's lock and has cleared it. */
    static Installation of(Binaries binaries, Path directory) throws IOException {
        Path home = directory.resolve("binaries").resolve(binaries.name());
        if (!Files.isDirectory(home)) {
            Path unfinished = home.resolveSibling(binaries.name() + UNFINISHED);
            Files.createDirectories(unfinished);
            try (InputStream archive = binaries.open(Platform.current())) {
                unpack(archive, unfinished);
            }
            new Installation(unfinished).initialise(directory.resolve(ServerLog.FILE));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Installation(home);
    }

    Programs programs() {
        return new Programs(home.resolve("bin"));
    }

    /** Makes a data folder as initdb would. */
    void makeData(Path data) throws IOException {
        Path template = home.resolve(TEMPLATE);
        ProgramUser user = programs().user();
        Files.walkFileTree(template, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) throws IOException {
                return copy(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
                return copy(file);
            }

            private FileVisitResult copy(Path from) throws IOException {
                user.own(Files.copy(from, data.resolve(template.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void initialise(Path log) throws IOException {
        // In a folder that is there, initdb needs no right to make one.
        programs().user().own(Files.createDirectory(home.resolve(TEMPLATE)));
        programs()
                .run(
                        log.toFile(),
                        "initdb",
                        "--pgdata=" + home.resolve(TEMPLATE),
                        "--username=" + EmbeddedServer.USER,
                        "--auth=trust",
                        "--encoding=UTF-8",
                        "--locale=C",
                        // What is written ahead is never needed, so there be little of it to copy.
                        "--wal-segsize=1",
                        "--no-sync",
                        "--no-instructions");
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive))) {
            TarArchiveEntry entry = entries.getNextEntry();
            while (entry != null) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(entry.getName() + " would lie outside of " + folder);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    unpack(entries, entry, file);
                }
                entry = entries.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, TarArchiveEntry entry, Path file) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(entries, file);
        if (entry.getName().matches("(\\./)?bin/.*") && !file.toFile().setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
