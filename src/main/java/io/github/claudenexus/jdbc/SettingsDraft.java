package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.ConnectionSettings.Choice;
import io.github.claudenexus.jdbc.ConnectionSettings.Host;
import io.github.claudenexus.jdbc.ConnectionSettings.Server;
import io.github.claudenexus.jdbc.PgEnvironment.Login;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Settings while they are being read: what is still empty gets libpq's default in the end. */
final class SettingsDraft {

    final HostList hosts;
    String database = "";
    String user = "";
    Secret password = Secret.NONE;
    Optional<String> passwordFile = Optional.empty();
    TargetSession wanted = TargetSession.ANY;
    boolean random;
    final Map<String, String> driver = new HashMap<>();
    final Map<String, String> session = new HashMap<>();

    /** From a URL or an environment as a whole. */
    SettingsDraft(NamedValue source) {
        hosts = new HostList(source);
    }

    /** Without a password when none was written. */
    ConnectionSettings finish(String systemUser) {
        return finish(systemUser, login -> Secret.NONE);
    }

    /** With the login that somebody named, PGUSER and PGPASSWORD, and then libpq's password file, for what is missing. */
    ConnectionSettings finish(PgEnvironment environment) {
        environment.logins().forEach(this::complete);
        return finish(environment.systemUser(), login -> environment.password(passwordFile, login));
    }

    private void complete(Login login) {
        user = user.isEmpty() ? login.user() : user;
        password = password.isEmpty() ? login.password() : password;
    }

    private ConnectionSettings finish(String systemUser, Function<List<String>, Secret> passwords) {
        String role = user.isEmpty() ? named(systemUser) : user;
        String name = database.isEmpty() ? role : database;
        // The file knows a server by the name that was written, not by the address given for it.
        List<Host> found = hosts.read((known, address, port) -> new Host(
                address,
                port,
                password.isEmpty() ? passwords.apply(List.of(known, String.valueOf(port), name, role)) : Secret.NONE));
        boolean alone = found.size() == 1 && password.isEmpty();
        return new ConnectionSettings(
                new Server(alone ? List.of(found.get(0).withoutPassword()) : found, name, new Choice(wanted, random)),
                role,
                alone ? found.get(0).password() : password,
                driver,
                session);
    }

    // Java writes a question mark where the system has no name for the user, as in a container with a user id only.
    private static String named(String systemUser) {
        if (systemUser.equals("?")) {
            throw Failure.of(
                            FailureCode.BAD_URL,
                            "No user name: the settings name none, and the system has no name for the user that runs"
                                    + " Maven.",
                            "Put one into the URL, postgresql://user@host/database; with PG* variables, set PGUSER.")
                    .exception();
        }
        return systemUser;
    }
}
