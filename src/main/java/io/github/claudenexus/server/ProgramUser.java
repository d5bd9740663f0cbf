package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** As whom PostgreSQL's programs run: they refuse root, and initdb refuses a user that the system has no name for. */
enum ProgramUser {
    /** As whoever runs this. */
    OURSELVES(""),
    /** In a user namespace of its own a program is nobody to itself, and still the same user to the system. */
    NAMESPACE("unshare -U"),
    /** As the user nobody, which only root can become, and which must own what it writes. */
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final int NOBODYS_ID = 65_534;
    private static final int ROOTS_ID = 0;
    private static final Path SELF = Path.of("/proc/self");

    private final String prefix;

    ProgramUser(String prefix) {
        this.prefix = prefix;
    }

    /** What comes before a program's own name. */
    List<String> prefix() {
        return prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1));
    }

    /**
     * The first that PostgreSQL accepts and the system permits.
     *
     * @param folder what the programs must be able to enter
     * @throws io.github.claudenexus.failure.NexusException when there is none
     */
    static ProgramUser choose(Path folder) throws IOException {
        if (!isRoot() && !isNameless()) {
            return OURSELVES;
        }
        if (NAMESPACE.may("true")) {
            return NAMESPACE;
        }
        if (isRoot() && NOBODY.may("test", "-x", folder.toString())) {
            return NOBODY;
        }
        throw refusal(folder);
    }

    /** Why none of our programs can run. */
    static NexusException refusal(Path folder) throws IOException {
        boolean root = isRoot();
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "PostgreSQL did not start in " + folder + ": "
                                + (root
                                        ? "it does not run as root"
                                        : "initdb does not run as a user without a name, as user "
                                                + Files.getAttribute(SELF, "unix:uid") + " is here")
                                + ", and this system permits no user namespace (unshare -U).",
                        "Run Maven as another user" + (root ? "" : ", one that the system has a name for")
                                + ", or give a server: -Dnexus.scratchUrl for rollback-check, a database URL for the"
                                + " other goals.")
                .exception();
    }

    /** Gives it what it must own; changes nothing for the others. */
    void own(Path file) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(file, "unix:uid", NOBODYS_ID);
            Files.setAttribute(file, "unix:gid", NOBODYS_ID);
        }
    }

    private boolean may(String... program) throws IOException {
        List<String> command =
                Stream.concat(prefix().stream(), Stream.of(program)).toList();
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

    private static boolean isRoot() throws IOException {
        return Files.exists(SELF) && Files.getAttribute(SELF, "unix:uid") instanceof Integer user && user == ROOTS_ID;
    }

    // Java writes a question mark where the system has no name for the user.
    private static boolean isNameless() {
        return !Programs.ON_WINDOWS && "?".equals(System.getProperty("user.name"));
    }
}
