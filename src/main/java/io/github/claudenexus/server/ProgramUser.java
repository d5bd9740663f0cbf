package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As whom PostgreSQL's programs run: they refuse root, and initdb refuses a user that the system has no name for. */
enum ProgramUser {
    /** As whoever runs this. */
    OURSELVES,
    /** In a user namespace of its own a program is nobody to itself, and still the same user to the system. */
    NAMESPACE,
    /** As the user nobody, which only root can become. */
    NOBODY,
    /** The same, where util-linux is not complete, as in Alpine Linux. */
    NOBODY_BY_SU;

    private static final int ID_OF_NOBODY = 65_534;
    private static final int ID_OF_ROOT = 0;
    private static final Path SELF = Path.of("/proc/self");

    /** Whether what the programs write belongs to whoever runs this. */
    boolean isOurselves() {
        return this == OURSELVES || this == NAMESPACE;
    }

    /** What comes before a program's own name. */
    List<String> prefix() {
        return switch (this) {
            case OURSELVES -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=" + ID_OF_NOBODY, "--regid=" + ID_OF_NOBODY, "--clear-groups");
            case NOBODY_BY_SU -> List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", "nobody");
        };
    }

    /**
     * The first that PostgreSQL accepts and the system permits.
     *
     * @param folder what the programs must be able to enter
     * @throws io.github.claudenexus.failure.NexusException when there is none
     */
    static ProgramUser choose(Path folder) throws IOException {
        List<ProgramUser> candidates = isRoot()
                ? List.of(NAMESPACE, NOBODY, NOBODY_BY_SU)
                : isNameless() ? List.of(NAMESPACE) : List.of(OURSELVES);
        for (ProgramUser candidate : candidates) {
            if (candidate == OURSELVES || candidate.mayRun("test", "-x", folder.toString())) {
                return candidate;
            }
        }
        throw isRoot() ? rootRefused(folder) : namelessRefused(folder);
    }

    /** Gives root's files to whom the programs run as. */
    Path own(Path file) throws IOException {
        if (isRoot()) {
            int id = isOurselves() ? ID_OF_ROOT : ID_OF_NOBODY;
            Files.setAttribute(file, "unix:uid", id);
            Files.setAttribute(file, "unix:gid", id);
        }
        return file;
    }

    private boolean mayRun(String... program) throws IOException {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(program));
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        }
    }

    private static NexusException rootRefused(Path folder) throws IOException {
        boolean canBeNobody = NOBODY.mayRun("true") || NOBODY_BY_SU.mayRun("true");
        return refused(
                folder,
                "it does not run as root, this system permits no user namespace (unshare -U), and "
                        + (canBeNobody
                                ? "the user nobody may not enter that folder"
                                : "root cannot become the user nobody (setpriv, su)"),
                "Run Maven as another user" + (canBeNobody ? ", or in a folder that every user may enter" : ""));
    }

    private static NexusException namelessRefused(Path folder) throws IOException {
        return refused(
                folder,
                "initdb does not run as a user without a name, as user " + Files.getAttribute(SELF, "unix:uid")
                        + " is here, and this system permits no user namespace (unshare -U)",
                "Run Maven as a user that the system has a name for");
    }

    private static NexusException refused(Path folder, String why, String remedy) {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "PostgreSQL did not start in " + folder + ": " + why,
                        remedy + "; or give a server: -Dnexus.scratchUrl for rollback-check, a database URL for the"
                                + " other goals.")
                .exception();
    }

    private static boolean isRoot() throws IOException {
        return Files.exists(SELF) && Files.getAttribute(SELF, "unix:uid") instanceof Integer user && user == ID_OF_ROOT;
    }

    // Java writes a question mark where the system has no name for the user.
    private static boolean isNameless() {
        return !Programs.ON_WINDOWS && "?".equals(System.getProperty("user.name"));
    }
}
