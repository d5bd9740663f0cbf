package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.TestServer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL's programs refuse root, and initdb a user without a name; a container often runs a build as one of them. */
class ProgramUserTest {

    private static final List<String> NAMELESS = List.of(
            "/usr/bin/setpriv",
            "--reuid=54321",
            "--clear-groups",
            // Only to read this class path, wherever it is.
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search");

    private static final List<String> ROOT = List.of();

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("nexus-program-user");
        permit("rwxrwxrwx");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }

    @Test
    void aUserWithoutANameStartsIt() throws Exception {
        if (isRoot()) {
            bothStartAs(NAMELESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserWithoutANameIsRefusedWhereThereIsNoNamespace(Lifetime lifetime) throws Exception {
        if (isRoot()) {
            forbid("unshare");

            assertThat(start(NAMELESS, lifetime))
                    .contains("PostgreSQL did not start in " + folder + "/server: initdb does not run as a user"
                            + " without a name, as user 54321 is here, and this system permits no user namespace"
                            + " (unshare -U).");
        }
    }

    @Test
    void rootStartsItInANamespaceOrElseAsNobody() throws Exception {
        if (isRoot()) {
            bothStartAs(ROOT);
            FileUtils.deleteDirectory(folder.resolve("server").toFile());
            forbid("unshare");
            bothStartAs(ROOT);
            FileUtils.deleteDirectory(folder.resolve("server").toFile());
            forbid("setpriv");
            bothStartAs(ROOT);
            bothStartAs(ROOT);
        }
    }

    /** Root of a container has fewer rights: it may not look at the programs of other users' processes. */
    @Test
    void rootOfAContainerStopsTheServerThatRunsAsNobody() throws Exception {
        if (isRoot()) {
            forbid("unshare");
            List<String> asInAContainer = List.of("/usr/bin/setpriv", "--bounding-set=-sys_ptrace");

            bothStartAs(asInAContainer);
            bothStartAs(asInAContainer);
        }
    }

    /** The first has to unpack the programs, the other finds them; nothing of either runs on. */
    private void bothStartAs(List<String> user) throws IOException, InterruptedException {
        for (Lifetime lifetime : Lifetime.values()) {
            assertThat(start(user, lifetime)).matches("\\d+\\R");
            assertThat(processes()).isEmpty();
        }
    }

    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(folder.toString()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void rootIsRefusedWhereItCanBecomeNoOtherUser(Lifetime lifetime) throws Exception {
        if (isRoot()) {
            forbid("unshare");
            forbid("setpriv");
            forbid("su");

            assertThat(start(ROOT, lifetime))
                    .contains("PostgreSQL did not start in " + folder + "/server: it does not run as root, this system"
                            + " permits no user namespace (unshare -U), and root cannot become the user nobody"
                            + " (setpriv, su).");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rootIsRefusedWhereNobodyMayNotEnter(Lifetime lifetime) throws Exception {
        if (isRoot()) {
            forbid("unshare");
            permit("rwx------");

            assertThat(start(ROOT, lifetime))
                    .contains("PostgreSQL did not start in " + folder + "/server: it does not run as root, this system"
                            + " permits no user namespace (unshare -U), and the user nobody may not enter that"
                            + " folder.");
        }
    }

    private void permit(String rights) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
    }

    /** As in a container whose seccomp profile denies it: the program is there and ends with a failure. */
    private void forbid(String program) throws IOException {
        Path fake = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(fake, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a run prints that starts a server and is told to close it. */
    private String start(List<String> user, Lifetime lifetime) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(user);
        command.addAll(ServerProcess.command(lifetime, TestServer.binaries(18), folder.resolve("server")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().compute("PATH", (name, path) -> folder.resolve("bin") + ":" + path);
        Process run = builder.start();
        String port = run.inputReader().readLine();
        StringBuilder printed = new StringBuilder(port == null ? "" : port + "\n");
        if (port == null || !port.matches("\\d+")) {
            run.inputReader().lines().forEach(line -> printed.append(line).append('\n'));
        } else {
            run.outputWriter().append("close\n").flush();
        }
        run.waitFor();
        return printed.toString();
    }

    private static boolean isRoot() throws IOException {
        boolean root = Files.exists(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if (!root) {
            LeftOut.report("servers of root and of a user without a name, which only root can try");
        }
        return root;
    }
}
