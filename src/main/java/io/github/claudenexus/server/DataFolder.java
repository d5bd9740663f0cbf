package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The data of a server.
 *
 * @param parent the folder that has it, and is deleted with it
 * @param lifetime what becomes of it when the server stops
 */
record DataFolder(Path parent, Lifetime lifetime) {

    static final String NAME = "data";

    /** The one folder that is kept; or one under a name that no later run uses, so that late deleting hits no other. */
    static DataFolder in(Path directory, Lifetime lifetime, ProgramUser user) throws IOException {
        SharedMemory memory = SharedMemory.OF_LINUX;
        Path parent = lifetime.isKept()
                ? directory
                : lifetime.mayBeInMemory() && user.isOurselves() && memory.hasRoom()
                        ? memory.create(directory)
                        : Files.createTempDirectory(directory, Leftovers.RUN);
        return new DataFolder(parent, lifetime);
    }

    /** The folder that PostgreSQL knows. */
    Path path() {
        return parent.resolve(NAME);
    }

    /** Makes it where it is not there yet: whole or not at all. One that is there must be of this version. */
    void prepare(Installation installation) throws IOException {
        if (Files.exists(path())) {
            refuseUnusable(installation.major());
            return;
        }
        if (!lifetime.isKept()) {
            installation.user().own(parent);
        }
        Path unfinished = parent.resolve(NAME + Leftovers.UNFINISHED);
        installation.copyTemplate(unfinished);
        Files.writeString(unfinished.resolve("postgresql.auto.conf"), lifetime.settings());
        Files.move(unfinished, path(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void refuseUnusable(String major) throws IOException {
        if (!Files.exists(passwordFile())) {
            throw unusable("was made by an earlier version of this plugin, without a password");
        }
        String made = Files.readString(path().resolve("PG_VERSION")).strip();
        if (!made.equals(major)) {
            throw unusable("was made by PostgreSQL " + made + ", and this is PostgreSQL " + major);
        }
    }

    private NexusException unusable(String why) {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "The data in " + path() + " " + why,
                        "Delete the folder " + parent + ": the next start makes it again, empty.")
                .exception();
    }

    /** Where the superuser's password is. */
    Path passwordFile() {
        return Installation.passwordFile(path());
    }

    /** The superuser's password. */
    Secret password() throws IOException {
        String line = Files.readString(passwordFile()).strip();
        return Secret.of(line.substring(line.lastIndexOf(':') + 1));
    }

    /** Stops the server on it, and deletes what is to be thrown away. */
    void stop() throws IOException {
        if (lifetime.isKept()) {
            Postmaster.stop(path(), Postmaster.Stop.FAST);
        } else {
            Postmaster.stop(path(), Postmaster.Stop.IMMEDIATE);
            Leftovers.delete(parent);
        }
    }
}
