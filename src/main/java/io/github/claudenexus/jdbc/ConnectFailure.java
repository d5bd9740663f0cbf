package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.Failure.Place;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLState;

/** Why connecting failed, in words; what the driver threw is copied without secrets, its causes left behind. */
final class ConnectFailure {

    /** By which a server says that it will take connections later. */
    static final String STARTING = "57P03";

    private static final Set<String> LOGIN = Set.of("28P01", "28000");
    private static final Set<String> NOT_NOW = Set.of(STARTING, "57P01");

    private final SQLException thrown;
    private final ConnectionSettings settings;
    private final String said;
    private final String words;

    private ConnectFailure(SQLException thrown, ConnectionSettings settings) {
        this.thrown = thrown;
        this.settings = settings;
        this.said = Scrubber.of(List.of(settings)).scrub(String.valueOf(thrown.getMessage()));
        // Detail and Hint stand on lines of their own.
        this.words = said.strip().replaceAll("\\.?\\s*\\R\\s*", ". ");
    }

    static NexusException of(SQLException thrown, ConnectionSettings settings) {
        ConnectFailure failure = new ConnectFailure(thrown, settings);
        return failure.exception(failure.classify());
    }

    /** The failure of setting the session up. */
    static NexusException inSettings(SQLException thrown, ConnectionSettings settings) {
        ConnectFailure failure = new ConnectFailure(thrown, settings);
        String names =
                String.join(", ", settings.session().keySet().stream().sorted().toList());
        return failure.exception(Failure.of(
                FailureCode.BAD_URL,
                "The server at " + failure.address() + " refused the session settings (" + names + "): "
                        + failure.words,
                "They come from options, currentSchema or application_name in the URL, or from PGOPTIONS."));
    }

    private NexusException exception(Failure failure) {
        Place place = new Place(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(thrown.getSQLState()),
                Optional.empty());
        SQLException copy = new SQLException(said, thrown.getSQLState());
        copy.setStackTrace(thrown.getStackTrace());
        return failure.at(place).exception(copy);
    }

    private Failure classify() {
        String state = Optional.ofNullable(thrown.getSQLState()).orElse("");
        if (LOGIN.contains(state)) {
            return login(words);
        }
        if (isState(PSQLState.CONNECTION_REJECTED)) {
            return said.equals(GT.tr("The server does not support SSL."))
                    ? noTls("it does not support TLS")
                    : login(words);
        }
        if (has(SSLException.class).isPresent()) {
            return noTls(has(SSLException.class).map(this::scrubbed).orElse(words));
        }
        if (state.equals("3D000")) {
            return Failure.of(
                    FailureCode.UNKNOWN_DATABASE,
                    "The server at " + address() + " has no database \""
                            + settings.server().database() + "\"",
                    "Check the name in the URL, or create the database first: this plugin creates tables, not databases.");
        }
        if (state.equals("42501")) {
            return Failure.of(
                    FailureCode.NO_PERMISSION,
                    "User \"" + settings.user() + "\" may not connect to database \""
                            + settings.server().database() + "\" at " + address() + ": " + words,
                    "GRANT CONNECT ON DATABASE … TO … gives that right.");
        }
        if (state.equals("53300")) {
            return Failure.of(
                    FailureCode.UNFIT_SERVER,
                    "The server at " + address() + " has no connection left for user \"" + settings.user() + "\": "
                            + words,
                    "End a connection that is not needed, or raise the limit: max_connections of the server, or"
                            + " CONNECTION LIMIT of the role or the database. A run needs one; a second one, which"
                            + " watches long statements, is optional.");
        }
        if (NOT_NOW.contains(state)) {
            return Failure.of(
                    FailureCode.UNFIT_SERVER,
                    "The server at " + address() + " takes no connection now: " + words,
                    "Wait until it is ready, then run again.");
        }
        return Failure.of(
                FailureCode.UNREACHABLE,
                "No connection to " + address() + ": " + reason(),
                "Check host and port, that the server runs and listens there, and what lies between.");
    }

    private Failure login(String why) {
        return Failure.of(
                FailureCode.LOGIN_REFUSED,
                "The server at " + address() + " refused user \"" + settings.user() + "\" for database \""
                        + settings.server().database() + "\": " + why,
                settings.password().isEmpty()
                        ? "No password was given: put it into PGPASSWORD, libpq's password file or the URL."
                        : "Check the user and the password, and whether the password is percent-encoded in the URL.");
    }

    private Failure noTls(String why) {
        return Failure.of(
                FailureCode.UNFIT_SERVER,
                "No TLS connection to " + address() + ": " + why,
                "sslmode is \"" + settings.driver().getOrDefault("sslmode", "prefer")
                        + "\"; sslrootcert names the certificate of the authority to trust.");
    }

    private String reason() {
        if (has(UnknownHostException.class).isPresent()) {
            return "there is no host of that name";
        }
        if (has(SocketTimeoutException.class).isPresent() || said.equals(GT.tr("Connection attempt timed out."))) {
            return "no answer within " + settings.driver().getOrDefault("connectTimeout", Connector.SECONDS_TO_CONNECT)
                    + " s";
        }
        if (has(NoRouteToHostException.class).isPresent()) {
            return "there is no route to that host";
        }
        Optional<ConnectException> refused = has(ConnectException.class);
        if (refused.isPresent()) {
            return refused.map(this::scrubbed)
                    .filter(text -> !text.startsWith("Connection refused"))
                    .orElse("connection refused");
        }
        return words;
    }

    private String address() {
        String text = settings.server().toString();
        return text.substring(0, text.indexOf('/'));
    }

    private boolean isState(PSQLState state) {
        return state.getState().equals(thrown.getSQLState());
    }

    private String scrubbed(Throwable cause) {
        return Scrubber.of(List.of(settings)).scrub(String.valueOf(cause.getMessage()));
    }

    private <T extends Throwable> Optional<T> has(Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
