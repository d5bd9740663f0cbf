package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RelationSizesTest extends DatabaseTest {

    @Test
    @Timeout(30)
    void sizesOfAllRelationsAreReadWithoutWaitingForLocks() throws SQLException {
        database.execute("CREATE SCHEMA \"Odd\"; CREATE TABLE \"Odd\".\"a b\" (n int PRIMARY KEY);"
                + " INSERT INTO \"Odd\".\"a b\" SELECT generate_series(1, 1000);"
                + " CREATE TABLE p (n int) PARTITION BY RANGE (n); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (500);"
                + " CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (500) TO (9000) PARTITION BY RANGE (n);"
                + " CREATE TABLE p21 PARTITION OF p2 FOR VALUES FROM (500) TO (9000);"
                + " INSERT INTO p SELECT generate_series(1, 1000); CREATE MATERIALIZED VIEW m AS SELECT * FROM p;"
                + " CREATE VIEW v AS SELECT 1; CREATE TABLE busy AS SELECT generate_series(1, 1000) AS n;"
                + " CREATE INDEX ON busy (n); ANALYZE");
        try (Connection other = database.connect();
                Statement lock = other.createStatement();
                Connection connection = database.connect()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE busy");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);

            Map<String, RelationSize> sizes = RelationSizes.read(connection);

            assertThat(sizes)
                    .containsKeys("\"Odd\".\"a b_pkey\"")
                    .doesNotContainKeys("public.v", "pg_catalog.pg_class")
                    .containsEntry("\"Odd\".\"a b\"", size("\"Odd\".\"a b\"", 1000))
                    .containsEntry("public.p21", size("p21", 501))
                    .containsEntry("public.m", size("m", 1000));
            assertThat(sizes.get("public.p"))
                    .isEqualTo(new RelationSize(
                            1000, size("p1", 0).bytes() + size("p21", 0).bytes()));
            assertThat(sizes.get("public.busy"))
                    .isEqualTo(new RelationSize(
                            1000,
                            Long.parseLong(
                                    database.value("SELECT relpages * 8192 FROM pg_class WHERE relname = 'busy'"))));
        }
    }

    private RelationSize size(String relation, long rows) throws SQLException {
        return new RelationSize(
                rows, Long.parseLong(database.value("SELECT pg_total_relation_size('" + relation + "')")));
    }
}
