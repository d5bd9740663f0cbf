package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.LeftOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL's programs refuse root, and initdb a user without a name; a container often runs a build as one of them. */
class ProgramUserTest {

    private static final List<String> NAMELESS = List.of(
            "setpriv",
            "--reuid=54321",
            "--clear-groups",
            // Only to read this class path, wherever it lies.
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search");

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("nexus-program-user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void deleteFolder() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }

    @Test
    void aUserWithoutANameHasBothServers() throws Exception {
        if (isRoot()) {
            assertThat(run(NAMELESS, ThrowAwayOccupant.class)).matches("\\d+\\R");
            assertThat(run(NAMELESS, Occupant.class)).matches("\\d+\\R");
        }
    }

    @Test
    void aUserWithoutANameAndWithoutANamespaceIsRefused() throws Exception {
        if (isRoot()) {
            forbid("unshare");

            for (Class<?> server : List.of(ThrowAwayOccupant.class, Occupant.class)) {
                assertThat(run(NAMELESS, server))
                        .contains("PostgreSQL did not start in " + folder + "/server: initdb does not run as a user"
                                + " without a name, as user 54321 is here, and this system permits no user namespace"
                                + " (unshare -U).");
            }
        }
    }

    @Test
    void rootWithoutANamespaceRunsTheThrowAwayServerAsNobody() throws Exception {
        if (isRoot()) {
            assertThat(run(List.of(), ThrowAwayOccupant.class)).matches("\\d+\\R");
            forbid("unshare");

            assertThat(run(List.of(), ThrowAwayOccupant.class)).matches("\\d+\\R");
            FileUtils.deleteDirectory(folder.resolve("server").toFile());
            assertThat(run(List.of(), ThrowAwayOccupant.class)).matches("\\d+\\R");
            assertThat(run(List.of(), Occupant.class)).contains("it does not run as root");
        }
    }

    @Test
    void rootThatMayRunNothingAsAnotherUserIsRefused() throws Exception {
        if (isRoot()) {
            forbid("unshare");
            forbid("setpriv");

            assertThat(run(List.of(), ThrowAwayOccupant.class))
                    .contains("PostgreSQL did not start in " + folder + "/server: it does not run as root, and this"
                            + " system permits no user namespace (unshare -U).");
        }
    }

    /** As in a container whose seccomp profile denies it: the program is there and ends with a failure. */
    private void forbid(String program) throws IOException {
        Path fake = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(fake, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a run says that starts a server and is told to end it. */
    private String run(List<String> user, Class<?> server) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(user);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                absoluteClassPath(),
                server.getName(),
                ThrowAwayKillTest.JAR.toAbsolutePath().toString(),
                folder.resolve("server").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!user.isEmpty()) {
            builder.command().set(0, "/usr/bin/setpriv");
        }
        builder.environment().compute("PATH", (name, path) -> folder.resolve("bin") + ":" + path);
        Process run = builder.start();
        String port = run.inputReader().readLine();
        StringBuilder said = new StringBuilder(port == null ? "" : port + "\n");
        if (port == null || !port.matches("\\d+")) {
            run.inputReader().lines().forEach(line -> said.append(line).append('\n'));
        } else {
            run.outputWriter().append("close\n").flush();
        }
        run.destroy();
        run.waitFor();
        return said.toString();
    }

    private static String absoluteClassPath() {
        StringBuilder all = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            all.append(Path.of(entry).toAbsolutePath()).append(':');
        }
        return all.toString();
    }

    private static boolean isRoot() throws IOException {
        boolean root = Files.exists(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if (!root) {
            LeftOut.tell("servers of root and of a user without a name, which only root can try");
        }
        return root;
    }
}
