package io.github.claudenexus.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/**
 * A server's programs, unpacked once, and with them a data folder that initdb made, once: a copy is quicker than initdb.
 *
 * @param home the folder with both
 * @param major the server's major version
 * @param user as whom the programs run
 */
record Installation(Path home, String major, ProgramUser user) {

    /** Where installations are, in a server's folder. */
    static final String FOLDER = "binaries";

    /** The role that initdb makes. */
    static final String SUPERUSER = "postgres";

    private static final String TEMPLATE = "template";
    private static final int PASSWORD_BYTES = 24;

    /** The one that is there, or a new one; the caller holds the folder's lock and has cleared it. */
    static Installation of(Binaries binaries, Path directory, ProgramUser user) throws IOException {
        Path home = directory.resolve(FOLDER).resolve(binaries.name());
        // Without a password it is of an earlier version of this plugin.
        if (!Files.exists(passwordFile(home.resolve(TEMPLATE)))) {
            Leftovers.delete(home);
            Path unfinished = home.resolveSibling(binaries.name() + Leftovers.UNFINISHED);
            Files.createDirectories(unfinished);
            try (InputStream archive = new XZInputStream(binaries.open(Platform.current()))) {
                TarArchive.unpack(archive, unfinished);
            }
            new Installation(unfinished, binaries.major(), user).initialise(directory.resolve(ServerLog.FILE));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Installation(home, binaries.major(), user);
    }

    /** Where a data folder has its superuser's password, in the form of a libpq password file. */
    static Path passwordFile(Path data) {
        return data.resolve("pgpass");
    }

    Programs programs() {
        return new Programs(home.resolve("bin"), user);
    }

    /** Makes a data folder as initdb would. */
    void copyTemplate(Path data) throws IOException {
        Path template = home.resolve(TEMPLATE);
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
                Path to = data.resolve(template.relativize(from));
                user.own(Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void initialise(Path log) throws IOException {
        // initdb needs no right to create a folder where it finds an empty one.
        Path template = user.own(Files.createDirectory(home.resolve(TEMPLATE)));
        // Java lets only the owner read a temporary file.
        Path password = user.own(Files.createTempFile(home, "password", ""));
        String random = randomPassword();
        Files.writeString(password, random);
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + template,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF-8",
                "--locale=C",
                // Less to copy, and a server that lives so briefly never fills one.
                "--wal-segsize=1",
                "--no-sync"));
        if (Integer.parseInt(major) >= 16) {
            // What makes each connection of a client dear is there for passwords that can be guessed.
            arguments.add("--set=scram_iterations=1");
        }
        programs().run(log, "initdb", arguments.toArray(String[]::new));
        // It is shown when a server does not start, and has nothing to do with that any more.
        Files.delete(log);
        Files.writeString(password, "*:*:*:" + SUPERUSER + ":" + random + "\n");
        Files.move(password, passwordFile(template));
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
