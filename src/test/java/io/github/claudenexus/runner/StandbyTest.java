package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.Replicated;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A standby is read, and not written; of two servers the primary is found, and after a failover the next run ends whole. */
class StandbyTest {

    @BeforeAll
    static void postgresIsThere() {
        if (!Replicated.isThere()) {
            LeftOut.report("runs on a standby (no initdb, pg_ctl and pg_basebackup are found)");
        }
        assumeTrue(Replicated.isThere(), "no pg_basebackup");
    }

    @Test
    void statusReadsAStandbyAndMigrateRefusesIt() throws Exception {
        DiscoveredMigration[] both = {sql(1, "CREATE TABLE a ()"), sql(2, "CREATE TABLE b ()")};
        try (Replicated servers = Replicated.start()) {
            Run standby = Run.on(servers.standbyUrl());
            assertThat(standby.migrate(both).failure().orElseThrow().failure())
                    .isEqualTo(
                            Failure.of(
                                    FailureCode.UNFIT_SERVER,
                                    "The server accepts reads only: it is a standby, or default_transaction_read_only is on.",
                                    "Name the primary server in the database URL, or all servers and target_session_attrs=read-write."));
            assertThat(states(standby.status(both))).containsExactly(MigrationState.PENDING, MigrationState.PENDING);

            assertThat(Run.on(servers.writableUrl()).migrate(both[0]).failure()).isEmpty();

            assertThat(states(standby.status(both))).containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
            assertThat(standby.migrate(both[0]).failure()).isPresent();
        }
    }

    /** When the primary crashes. */
    enum Moment {
        IN_UP,
        IN_ONLINE
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailoverInTheMiddleOfARunTheNextOneEndsWhole(Moment moment) throws Exception {
        try (Replicated servers = Replicated.start();
                MigrationSet six = Run.nexus()) {
            Outcome cut =
                    Run.on(servers.writableUrl()).migrate(set(six, moment, servers::crashPrimary), PlanRequest.ALL);
            servers.promoteStandby();
            Outcome next = Run.on(servers.writableUrl()).migrate(set(six, moment, () -> {}), PlanRequest.ALL);

            assertThat(cut.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
            assertThat(next.failure()).isEmpty();
            assertThat(states(next)).hasSize(8).containsOnly(MigrationState.APPLIED);
            Replicated.execute(servers.standbyUrl(), "CREATE DATABASE undisturbed");
            String undisturbed = servers.standbyUrl().replaceFirst("postgres$", "undisturbed");
            assertThat(Run.on(undisturbed)
                            .migrate(set(six, moment, () -> {}), PlanRequest.ALL)
                            .failure())
                    .isEmpty();
            assertThat(picture(servers.standbyUrl())).isEqualTo(picture(undisturbed));
            assertThat(data(servers.standbyUrl()))
                    .isEqualTo(data(undisturbed))
                    .isEqualTo("6 up, 6 online; 0 1 2 3 4 5 6 7");
        }
    }

    /** The six, and two more, the first of which is cut at that moment. */
    private static MigrationSet set(MigrationSet six, Moment moment, Cut cut) {
        List<DiscoveredMigration> all = new ArrayList<>(six.migrations());
        all.add(online(
                6,
                db -> {
                    db.execute("CREATE TABLE told (what text, id int GENERATED ALWAYS AS IDENTITY)");
                    cutAt(Moment.IN_UP, moment, cut);
                    db.execute("INSERT INTO told VALUES ('6 up')");
                },
                db -> {
                    cutAt(Moment.IN_ONLINE, moment, cut);
                    db.execute("INSERT INTO told SELECT '6 online' WHERE NOT EXISTS"
                            + " (SELECT FROM told WHERE what = '6 online')");
                }));
        all.add(nonTransactional(7, "CREATE INDEX CONCURRENTLY told_what ON told (what)"));
        return Run.set(all);
    }

    private interface Cut {
        void run() throws Exception;
    }

    private static void cutAt(Moment here, Moment wanted, Cut cut) throws Exception {
        if (here == wanted) {
            cut.run();
        }
    }

    private static List<MigrationState> states(Outcome outcome) {
        assertThat(outcome.failure()).isEmpty();
        return outcome.migrations().stream().map(MigrationResult::state).toList();
    }

    private static Picture picture(String url) throws SQLException {
        try (Connection connection = Replicated.connect(url)) {
            return new PictureReader("public.nexus_migrations").read(connection);
        }
    }

    private static String data(String url) throws SQLException {
        try (Connection connection = Replicated.connect(url);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT string_agg(what, ', ' ORDER BY what DESC) FROM told)"
                                + " || '; ' || (SELECT string_agg(version::int::text, ' ' ORDER BY version::int) FROM nexus_migrations)")) {
            row.next();
            return row.getString(1);
        }
    }
}
