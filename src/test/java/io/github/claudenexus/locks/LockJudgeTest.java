package io.github.claudenexus.locks;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.locks.LockNote.Severity;
import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How locks are judged by the sizes on the target, and by what else the transaction holds. */
class LockJudgeTest extends DatabaseTest {

    private static final RelationSize BIG = new RelationSize(12_000_000, 3L * 1024 * 1024 * 1024);
    private static final RelationSize SMALL = new RelationSize(10, RecordedRun.BIG_TABLE);

    @BeforeEach
    void fixture() throws SQLException, IOException {
        RecordedRun.fixture(database);
    }

    @Test
    void adviceNamesStatementTableWhatIsBlockedAndTheSaferWay() throws SQLException {
        LockNote note = flagged(Map.of("public.t", BIG), "ALTER TABLE t ALTER n SET NOT NULL")
                .get(0);

        assertThat(note.severity()).isEqualTo(Severity.ERROR);
        assertThat(note.onTarget()).contains(BIG);
        assertThat(note.advice())
                .isEqualTo("SET NOT NULL reads every row of public.t. ACCESS EXCLUSIVE blocks reads and writes."
                        + " Safer: ADD CONSTRAINT ... NOT NULL column NOT VALID (since PostgreSQL 18), then VALIDATE"
                        + " CONSTRAINT in another transaction; before 18 the same with CHECK (column IS NOT NULL), then"
                        + " SET NOT NULL, which reads nothing any more, then drop the check.");
    }

    @Test
    void lockOnATableUpToBigTableIsAWarning() throws SQLException {
        assertThat(flagged(Map.of("public.t", SMALL), "ALTER TABLE t ALTER n SET NOT NULL"))
                .extracting(LockNote::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void safeFormOnABigTableIsNotFlagged() throws SQLException {
        assertThat(flagged(Map.of("public.other", BIG), "ALTER TABLE other ADD extra text"))
                .isEmpty();
    }

    @Test
    void strongLockAfterAWeakOneIsAnEscalation() throws SQLException {
        List<LockNote> notes =
                flagged(Map.of(), "UPDATE t SET n = 0 WHERE id = 1", "ALTER TABLE t ADD COLUMN extra text");

        assertThat(notes)
                .extracting(note -> note.statement().shown() + ": " + note.advice())
                .containsExactly("ALTER TABLE t ADD COLUMN extra text: Lock escalation: an earlier statement of this"
                        + " transaction holds only ROW EXCLUSIVE on it, and two sessions that both go on to more are a"
                        + " deadlock. ACCESS EXCLUSIVE blocks reads and writes. Safer: to take the strongest"
                        + " lock first, or each in a transaction of its own.");
    }

    @Test
    void strongLockFirstIsNoEscalation() throws SQLException {
        assertThat(flagged(Map.of(), "ALTER TABLE t ADD COLUMN extra text", "INSERT INTO t (id) VALUES (1000)"))
                .isEmpty();
    }

    @Test
    void longWorkUnderAnEarlierLockIsFlagged() throws SQLException {
        List<LockNote> notes = flagged(
                Map.of(),
                "ALTER TABLE t ADD COLUMN extra int",
                "UPDATE t SET extra = 1",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (extra = 1) NOT VALID",
                "ALTER TABLE t VALIDATE CONSTRAINT c");

        assertThat(notes)
                .extracting(note -> note.statement().shown(), LockNote::mode)
                .containsExactly(
                        tuple("UPDATE t SET extra = 1", LockMode.ROW_EXCLUSIVE),
                        tuple("ALTER TABLE t VALIDATE CONSTRAINT c", LockMode.SHARE_UPDATE_EXCLUSIVE));
        assertThat(notes.get(0).advice())
                .startsWith(
                        "The statement reads every row of public.t while an earlier statement's lock is held. ACCESS"
                                + " EXCLUSIVE blocks reads and writes.");
        assertThat(notes.get(1).advice()).startsWith("VALIDATE CONSTRAINT reads every row of public.t while");
    }

    @Test
    void oneRowFoundByItsKeyUnderAnEarlierLockIsNotLongWork() throws SQLException {
        Map<String, RelationSize> sizes = Map.of("public.t", BIG, "public.parent", BIG);
        database.execute("INSERT INTO t SELECT i, i FROM generate_series(101, 5000) i; ANALYZE t;"
                + " CREATE TABLE child (id int PRIMARY KEY, p int REFERENCES parent)");

        assertThat(flagged(sizes, "ALTER TABLE t ADD COLUMN x int", "UPDATE t SET x = 1 WHERE id = 5"))
                .isEmpty();
        database.execute("DROP TABLE nexus_migrations");
        assertThat(flagged(sizes, "ALTER TABLE parent ADD COLUMN y int", "INSERT INTO child VALUES (50, 1)"))
                .isEmpty();
    }

    @Test
    void foreignKeyCheckedByAnIndexUnderAnEarlierLockIsFlagged() throws SQLException {
        assertThat(flagged(
                        Map.of(),
                        "SET LOCAL enable_seqscan = off",
                        "LOCK TABLE t IN ACCESS EXCLUSIVE MODE",
                        "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES parent"))
                .extracting(note -> note.relation() + ": " + note.advice().replaceFirst("\\..*", ""))
                .contains("public.parent: ADD FOREIGN KEY reads every row of public");
    }

    @Test
    void dangerousStatementThatAcquiresNoNewLockIsFlagged() throws SQLException {
        List<LockNote> notes = flagged(
                Map.of(),
                "ALTER TABLE t ADD COLUMN extra int",
                "ALTER TABLE t ALTER p TYPE bigint",
                "ALTER TABLE t DROP COLUMN name",
                "ALTER TABLE t ALTER n SET NOT NULL",
                "TRUNCATE t");

        assertThat(notes)
                .extracting(note -> note.advice().replaceFirst(" .*", ""))
                .containsExactly("ALTER", "DROP", "SET", "TRUNCATE");
        assertThat(notes).extracting(LockNote::advice).allSatisfy(advice -> assertThat(advice)
                .contains("ACCESS EXCLUSIVE blocks reads and writes."));
    }

    @Test
    void secondBigTableBlockedByATransactionIsFlagged() throws SQLException {
        Map<String, RelationSize> sizes = Map.of("public.t", BIG, "public.other", BIG, "public.parent", SMALL);
        String[] statements = {
            "ALTER TABLE t ADD COLUMN extra int",
            "ALTER TABLE parent ADD COLUMN extra int",
            "ALTER TABLE other ADD COLUMN extra int"
        };

        assertThat(flagged(Map.of(), statements)).isEmpty();
        database.execute("DROP TABLE nexus_migrations; ALTER TABLE t DROP extra; ALTER TABLE parent DROP extra;"
                + " ALTER TABLE other DROP extra");
        List<LockNote> notes = flagged(sizes, statements);

        assertThat(notes)
                .extracting(LockNote::relation, LockNote::severity)
                .containsExactly(tuple("public.other", Severity.ERROR));
        assertThat(notes.get(0).advice())
                .startsWith("Other big tables are already blocked by this transaction: public.t. ACCESS EXCLUSIVE");
    }

    @Test
    void passwordInAStatementIsBlanked() throws SQLException {
        List<LockNote> notes = flagged(
                Map.of(),
                "DO $$ BEGIN IF false THEN CREATE ROLE nobody PASSWORD 'hunter2'; END IF; ALTER TABLE t ALTER p TYPE bigint; END $$");

        assertThat(notes)
                .extracting(note -> note.statement().shown())
                .containsExactly(
                        "DO $$ BEGIN IF false THEN CREATE ROLE nobody PASSWORD '***'; END IF; ALTER TABLE t ALTER p TYPE bigint; END $$");
    }

    @Test
    void rewriteAndScanInADoBlockAreFlagged() throws SQLException {
        List<LockNote> notes = flagged(
                Map.of(),
                "DO $$ BEGIN EXECUTE 'ALTER TABLE t ALTER p TYPE bigint'; EXECUTE 'CREATE INDEX ON other (t_id)'; END $$");

        assertThat(notes)
                .extracting(note -> note.relation() + ": " + note.advice().replaceFirst("\\..*", ""))
                .containsExactlyInAnyOrder(
                        "public.t: The statement rewrites public",
                        "public.other: The statement reads every row of public");
    }

    @Test
    void whatTheTargetDoesNotHaveYetIsUsedByNobody() throws SQLException {
        LockRecorder recorder = RecordedRun.on(database).recorder();
        RecordedRun.on(database)
                .run(
                        recorder,
                        sql(1, "CREATE INDEX ON t (v)", "CREATE INDEX ON other (t_id)", "DROP TABLE \"Odd name\""));

        assertThat(recorder.notes(Optional.of(Map.of("public.t", BIG)), RecordedRun.BIG_TABLE))
                .filteredOn(LockNote::flagged)
                .extracting(LockNote::relation)
                .containsExactly("public.t");
        assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE))
                .filteredOn(LockNote::flagged)
                .extracting(LockNote::relation)
                .containsExactly("public.t", "public.other", "public.\"Odd name\"");
    }

    private List<LockNote> flagged(Map<String, RelationSize> sizes, String... statements) throws SQLException {
        return RecordedRun.on(database).notes(sql(1, statements), sizes).stream()
                .filter(note -> note.severity() != Severity.INFO)
                .toList();
    }
}
