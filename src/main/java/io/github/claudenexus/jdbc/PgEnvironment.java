package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The environment variables that can name a database; an empty one is unset. */
public final class PgEnvironment {

    /** libpq's variables, and the parameter of each. Those of date, zone and encoding belong to psql. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGSSLCERTMODE", "sslcertmode"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
            Map.entry("PGMINPROTOCOLVERSION", "min_protocol_version"),
            Map.entry("PGMAXPROTOCOLVERSION", "max_protocol_version"),
            Map.entry("PGSSLSNI", "sslsni"),
            Map.entry("PGSSLCOMPRESSION", "sslcompression"),
            Map.entry("PGGSSDELEGATION", "gssdelegation"),
            Map.entry("PGREQUIREPEER", "requirepeer"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGGSSLIB", "gsslib"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    private static final NamedValue WHOLE =
            new NamedValue(DatabaseSource.VARIABLES, "", "Correct the variables, or unset them: psql reads them too.");

    private static final List<String> NAMING = List.of("PGHOST", "PGSERVICE", "PGDATABASE");

    /**
     * Who runs this, and where libpq's files of that user are.
     *
     * @param name the role when nothing names one
     * @param home the user's folder
     * @param windows whether the system is Windows, where libpq's files are elsewhere
     */
    public record LocalUser(String name, Path home, boolean windows) {}

    /**
     * A user and a password that are kept apart from the URL.
     *
     * @param user the role
     * @param password its password; none is none
     */
    public record Login(String user, Secret password) {}

    private final Map<String, String> variables;
    private final LocalUser user;
    private final Function<Path, Optional<String>> files;
    private final Function<Path, Optional<String>> privateFiles;
    private final Optional<Login> login;

    /**
     * An environment.
     *
     * @param variables its variables
     * @param user who runs this
     * @param files the text of a file, or empty when there is none
     * @param privateFiles the same for a file of passwords: also empty when others than its owner can read it
     */
    public PgEnvironment(
            Map<String, String> variables,
            LocalUser user,
            Function<Path, Optional<String>> files,
            Function<Path, Optional<String>> privateFiles) {
        this(variables, user, files, privateFiles, Optional.empty());
    }

    private PgEnvironment(
            Map<String, String> variables,
            LocalUser user,
            Function<Path, Optional<String>> files,
            Function<Path, Optional<String>> privateFiles,
            Optional<Login> login) {
        this.variables = Map.copyOf(variables);
        this.user = user;
        this.files = files;
        this.privateFiles = privateFiles;
        this.login = login;
    }

    /** The same environment, with a login for every database that is named without its own. */
    public PgEnvironment with(Login named) {
        return new PgEnvironment(variables, user, files, privateFiles, Optional.of(named));
    }

    /** What completes a database that is named without user or password, before the password file does; the first wins. */
    List<Login> logins() {
        Login own = new Login(
                variable("PGUSER").orElse(""), Secret.of(variable("PGPASSWORD").orElse("")));
        return Stream.concat(login.stream(), Stream.of(own)).toList();
    }

    /** Who runs this. */
    String systemUser() {
        return user.name();
    }

    /** A variable, unless it is unset or empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** The settings that libpq would make of it, when it names a host, a service or a database. */
    public Optional<ConnectionSettings> settings() {
        if (NAMING.stream().noneMatch(name -> variable(name).isPresent())) {
            return Optional.empty();
        }
        SettingsDraft draft = new SettingsDraft(WHOLE);
        PARAMETERS.keySet().stream().sorted().forEach(name -> variable(name).ifPresent(text -> put(draft, name, text)));
        variable("PGSERVICE").ifPresent(service -> readService(draft, service));
        return Optional.of(draft.finish(this));
    }

    /**
     * The password that libpq's password file has for a host, port, database and user; often none.
     *
     * @param named the file, where the URL names one
     */
    Secret password(Optional<String> named, List<String> wanted) {
        return named.map(Path::of)
                .or(this::passwordFile)
                .flatMap(privateFiles)
                .map(text -> new PasswordFile(text).password(wanted))
                .orElse(Secret.NONE);
    }

    private Optional<Path> passwordFile() {
        Optional<Path> usual = user.windows()
                ? variable("APPDATA").map(folder -> Path.of(folder, "postgresql", "pgpass.conf"))
                : Optional.of(user.home().resolve(".pgpass"));
        return variable("PGPASSFILE").map(Path::of).or(() -> usual);
    }

    private static void put(SettingsDraft draft, String variable, String text) {
        String parameter = PARAMETERS.getOrDefault(variable, variable);
        Parameters.libpq(parameter)
                .orElseThrow()
                .accept(draft, new NamedValue(variable, text, "Correct the variable, or unset it: psql reads it too."));
    }

    private void readService(SettingsDraft draft, String service) {
        Optional<Path> named = variable("PGSERVICEFILE").map(Path::of);
        named.filter(file -> files.apply(file).isEmpty()).ifPresent(PgEnvironment::refuseUnreadable);
        List<Path> places = Stream.concat(
                        Stream.of(named.orElseGet(() -> user.home().resolve(".pg_service.conf"))),
                        variable("PGSYSCONFDIR").map(folder -> Path.of(folder, "pg_service.conf")).stream())
                .toList();
        for (Path place : places) {
            Optional<String> text = files.apply(place);
            if (text.isPresent() && new ServiceFile(service, place).read(text.get(), draft)) {
                return;
            }
        }
        String looked = String.join(" or ", places.stream().map(Path::toString).toList());
        throw Failure.of(
                        FailureCode.BAD_PARAMETER,
                        "PGSERVICE names the service \"" + service + "\", which is not in " + looked,
                        "Add a section [" + service + "] there, or set PGSERVICEFILE to the file that has it.")
                .exception();
    }

    private static void refuseUnreadable(Path file) {
        throw Failure.of(
                        FailureCode.BAD_PARAMETER,
                        "PGSERVICEFILE names " + file + ", which is not there or cannot be read",
                        "Correct PGSERVICEFILE, or unset it.")
                .exception();
    }
}
