package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings.Host;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Tries hosts in turn until one will do, by libpq's rules: one that does not answer or is of the wrong kind is passed
 * over, one that refuses the login ends the search. The driver could search too, but not say what each host answered.
 */
final class HostSearch {

    private static final Set<FailureCode> PASSED_OVER = Set.of(FailureCode.UNREACHABLE, FailureCode.UNFIT_SERVER);

    private final ConnectionSettings settings;
    private final boolean alsoBehindProxy;
    private final TargetSession wanted;
    private final List<Failure> answers = new ArrayList<>();
    private Optional<OpenedConnection> secondBest = Optional.empty();

    /** With the session settings applied behind a proxy too, or only where the server itself answers. */
    HostSearch(ConnectionSettings settings, boolean alsoBehindProxy) {
        this.settings = settings;
        this.alsoBehindProxy = alsoBehindProxy;
        this.wanted = settings.server().choice().session();
    }

    OpenedConnection run() {
        try {
            for (Host host : order()) {
                Optional<OpenedConnection> found = attempt(settings.only(host));
                if (found.isPresent()) {
                    secondBest.ifPresent(HostSearch::closeQuietly);
                    return found.get();
                }
            }
        } catch (NexusException refused) {
            secondBest.ifPresent(HostSearch::closeQuietly);
            throw refused;
        }
        return secondBest.orElseThrow(this::none);
    }

    private List<Host> order() {
        List<Host> hosts = new ArrayList<>(settings.server().hosts());
        if (settings.server().choice().random()) {
            Collections.shuffle(hosts);
        }
        return hosts;
    }

    private Optional<OpenedConnection> attempt(ConnectionSettings one) {
        Connection connection;
        try {
            connection = Connector.toOne(one, alsoBehindProxy);
        } catch (NexusException failed) {
            if (settings.server().hosts().size() == 1
                    || !PASSED_OVER.contains(failed.failure().code())) {
                throw failed;
            }
            answers.add(failed.failure());
            return Optional.empty();
        }
        return judge(new OpenedConnection(connection, one));
    }

    private Optional<OpenedConnection> judge(OpenedConnection reached) {
        Optional<String> objection;
        try {
            objection = wanted == TargetSession.ANY ? Optional.empty() : objection(reached.connection());
        } catch (SQLException broken) {
            closeQuietly(reached);
            answers.add(ConnectFailure.of(broken, reached.settings()).failure());
            return Optional.empty();
        }
        if (objection.isEmpty()) {
            return Optional.of(reached);
        }
        answers.add(Failure.of(
                FailureCode.UNFIT_SERVER,
                "The server at " + reached.settings().server().hosts().get(0) + " " + objection.get(),
                ""));
        if (wanted.onlyPrefers() && secondBest.isEmpty()) {
            secondBest = Optional.of(reached);
        } else {
            closeQuietly(reached);
        }
        return Optional.empty();
    }

    // Since version 14 the server says both unasked, at every change; a pooler may keep it to itself.
    private Optional<String> objection(Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        String standby = driver.getParameterStatus("in_hot_standby");
        String readOnly = driver.getParameterStatus("default_transaction_read_only");
        if (standby != null && readOnly != null) {
            return wanted.objection(standby.equals("on"), readOnly.equals("on"));
        }
        return Statements.query(
                        connection,
                        "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only')::boolean",
                        row -> wanted.objection(row.getBoolean(1), row.getBoolean(2)))
                .get(0);
    }

    private NexusException none() {
        boolean allUnreachable = answers.stream().allMatch(answer -> answer.code() == FailureCode.UNREACHABLE);
        List<String> sentences = answers.stream().map(Failure::message).toList();
        String any = wanted == TargetSession.ANY ? "" : " (target_session_attrs=" + wanted + ")";
        return Failure.of(
                        allUnreachable ? FailureCode.UNREACHABLE : FailureCode.UNFIT_SERVER,
                        "None of the hosts will do" + any + ": " + String.join(" ", sentences),
                        "Check the hosts and ports in the URL, that a server runs there, and which kind of server"
                                + " target_session_attrs asks for.")
                .at(answers.stream()
                        .map(Failure::place)
                        .filter(place -> place.sqlState().equals(Optional.of(ConnectFailure.STARTING)))
                        .findFirst()
                        .orElse(Failure.Place.NOWHERE))
                .exception();
    }

    private static void closeQuietly(OpenedConnection reached) {
        try {
            reached.connection().close();
        } catch (SQLException goneAlready) {
            // It was not wanted anyway.
        }
    }
}
