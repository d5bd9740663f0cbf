package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryTable;
import java.util.List;

/**
 * What the server says of itself.
 *
 * @param backend the process that answered
 * @param locked whether the lock was acquired
 * @param version its version as people write it
 * @param readOnly whether it refuses writes: a standby, or by a setting
 * @param home where the history is
 * @param otherHistories the tables of other tools, as {@link io.github.claudenexus.history.HistoriesReader} reads them
 */
public record ServerInfo(
        int backend, boolean locked, String version, boolean readOnly, HistoryHome home, List<String> otherHistories) {

    private static final int OLDEST_SERVER = 14;

    /** The history table of this database. */
    public HistoryTable table() {
        return new HistoryTable(home.schema().orElseThrow());
    }

    /** Refuses a server, or one that is called otherwise, of a version whose catalogs lack what is read of them. */
    public static void refuseOld(String server, String version) {
        if (Integer.parseInt(version.replaceAll("\\D.*", "")) < OLDEST_SERVER) {
            throw Failure.of(
                            FailureCode.UNFIT_SERVER,
                            server + " is PostgreSQL " + version + "; nexus needs " + OLDEST_SERVER + " or later.",
                            "Upgrade the server.")
                    .exception();
        }
    }

    /** Refuses a server that a run would fail on. */
    public ServerInfo fit(boolean toWrite) {
        refuseOld("The server", version);
        home.fit();
        if (toWrite && readOnly) {
            throw Failure.of(
                            FailureCode.UNFIT_SERVER,
                            "The server accepts reads only: it is a standby, or default_transaction_read_only is on.",
                            "Name the primary server in the database URL, or all servers and target_session_attrs=read-write.")
                    .exception();
        }
        return this;
    }
}
