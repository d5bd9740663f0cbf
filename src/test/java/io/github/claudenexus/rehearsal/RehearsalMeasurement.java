package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class RehearsalMeasurement {
    public static void main(String[] args) throws Exception {
        int n = Integer.parseInt(args[1]);
        List<DiscoveredMigration> all = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            all.add(small(i));
        }
        Run run = Run.on("postgresql://nobody@localhost/none");
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");
        long t = System.nanoTime();
        long[] last = {t};
        try (MigrationSet set = Run.set(all);
                Scratch scratch = Scratch.thrownAway(DatabaseUrl.parse(args[0], "postgres"), TargetState.NONE)) {
            int[] count = {0};
            Proof proof = new Rehearsal(
                            scratch,
                            new RehearsalRequest(TargetState.NONE, Map.of(), settings, 100_000_000),
                            run.listener())
                    .run(set, "test", judgement -> {
                        long now = System.nanoTime();
                        if (++count[0] % Math.max(1, n / 10) == 0) {
                            System.out.println(count[0] + " " + (now - last[0]) / 1_000_000 + " ms "
                                    + judgement.duration().toMillis() + " " + judgement.steps());
                        }
                        last[0] = now;
                    });
            Map<String, Long> verdicts = new java.util.TreeMap<>();
            proof.judged()
                    .forEach(one -> verdicts.merge(
                            one.verdict().code() + " " + one.findings().size(), 1L, Long::sum));
            System.out.println(verdicts);
        }
        System.out.println("total ms " + (System.nanoTime() - t) / 1_000_000);
    }

    static DiscoveredMigration small(int i) {
        int earlier = Math.max(1, (i * 7 / 10) / 10 * 10 + 1);
        return switch (i % 10) {
            case 2 ->
                sql(
                        i,
                        "ALTER TABLE t_" + earlier + " ADD COLUMN note_" + i + " text",
                        "ALTER TABLE t_" + earlier + " DROP COLUMN note_" + i);
            case 4 -> sql(i, "CREATE INDEX idx_" + i + " ON t_" + earlier + " (created_at)", "DROP INDEX idx_" + i);
            case 6 -> sql(i, "CREATE VIEW v_" + i + " AS SELECT id, name FROM t_" + earlier, "DROP VIEW v_" + i);
            case 8 ->
                sql(
                        i,
                        "ALTER TABLE t_" + earlier + " ADD CONSTRAINT c_" + i + " CHECK (name <> '" + i + "')",
                        "ALTER TABLE t_" + earlier + " DROP CONSTRAINT c_" + i);
            default ->
                sql(
                        i,
                        "CREATE TABLE t_" + i
                                + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
                                + " created_at timestamptz NOT NULL DEFAULT now(), ref bigint); CREATE INDEX t_" + i
                                + "_name ON t_" + i + " (name)",
                        "DROP TABLE t_" + i);
        };
    }

    static DiscoveredMigration sql(int i, String up, String down) {
        MigrationId id = new MigrationId(i, "step");
        return new SqlMigration(
                id, Run.checksum(up), script(id + ".sql", up), Optional.of(script(id + ".down.sql", down)));
    }

    static SqlScript script(String file, String sql) {
        List<Statement> statements = new ArrayList<>();
        int line = 1;
        for (String one : sql.split("; ", -1)) {
            statements.add(Statement.in("db/migration/" + file, line++, 1, one));
        }
        return new SqlScript("db/migration/" + file, statements, true, Declarations.NONE);
    }
}
