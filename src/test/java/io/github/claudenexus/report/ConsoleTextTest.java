package io.github.claudenexus.report;

import static io.github.claudenexus.report.Reports.applied;
import static io.github.claudenexus.report.Reports.appliedNow;
import static io.github.claudenexus.report.Reports.pending;
import static io.github.claudenexus.report.Reports.ranNow;
import static io.github.claudenexus.report.Reports.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.author.InvalidIndex.Kind;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.testing.Migrations;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTextTest {

    private static final Style UNICODE = new Style(false, true, 93);

    private static String closing(Style style, GoalResult report) {
        return String.join("\n", new ConsoleText(style, ZoneOffset.UTC).closing(report));
    }

    @Test
    void statusIsATable() {
        GoalResult report = Reports.ok(
                "status",
                applied(0, "init-database"),
                result(
                        1,
                        "add-token-usage",
                        MigrationState.APPLIED,
                        List.of("table token_usage", "index idx_token_usage_domain"),
                        List.of("Grant SELECT on token_usage to the dashboard's role.")),
                result(2, "add-conversations", MigrationState.INTERRUPTED, List.of(), List.of()),
                pending(3, "add-subtask-tracking"));

        assertThat(closing(UNICODE, report)).isEqualTo("""
                        PostgreSQL 18.1 · history in public.nexus_migrations

                           No.  Name                  Kind  State        Applied at         Time
                        ─  ───  ────────────────────  ────  ───────────  ────────────────  ─────
                        ✓  000  init-database         sql   applied      2026-11-22 12:00  12 ms
                        ✓  001  add-token-usage       sql   applied      2026-11-22 12:01  12 ms
                                found already there: table token_usage, index idx_token_usage_domain
                                by hand: Grant SELECT on token_usage to the dashboard's role.
                        !  002  add-conversations     sql   interrupted  2026-11-22 12:02  12 ms
                                begun and not ended: run nexus:migrate, which goes on with it
                           003  add-subtask-tracking  sql   pending

                        4 migrations: 2 applied, 1 pending, 1 interrupted.""");
    }

    @ParameterizedTest
    @ValueSource(ints = {53, 73, 93})
    void everyLineFitsTheTerminal(int width) {
        GoalResult report = Reports.ok(
                "status",
                applied(0, "optimize-conversation-window-functions"),
                result(1, "add-token-usage", MigrationState.CHANGED, List.of("table token_usage"), List.of("Tell.")));

        assertThat(new ConsoleText(new Style(false, true, width), ZoneOffset.UTC).closing(report))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width))
                .anySatisfy(line -> assertThat(line).startsWith("!  001").contains("changed"));
    }

    @Test
    void statusSaysWhatAMigrationDoes() {
        MigrationResult noted = Reports.noted(pending(3, "add-price"), "The price, in the shop's currency.");

        assertThat(closing(UNICODE, Reports.ok("status", noted)))
                .contains("003  add-price  sql   pending\n        The price, in the shop's currency.\n");
        assertThat(JsonReport.of(Reports.ok("status", noted)))
                .contains("\"note\": \"The price, in the shop's currency.\"");
    }

    @Test
    void aRenamedMigrationIsNotSaidToBeEdited() {
        MigrationResult bag = result(7, "bag", MigrationState.CHANGED, List.of(), List.of());
        MigrationResult basket = applied(7, "basket");
        MigrationEntry renamed = new MigrationEntry(
                bag.entry().id(),
                MigrationState.CHANGED,
                bag.entry().migration(),
                basket.entry().row(),
                false);

        assertThat(closing(Style.PLAIN, Reports.ok("status", Reports.as(bag, renamed))))
                .contains("\n        007-basket (sql) was applied, this is 007-bag (sql): give this one the next free"
                        + "\n        version and bring that one back\n")
                .doesNotContain("edited");
    }

    @Test
    void aDownThatWasEditedIsShown() {
        MigrationResult one = applied(7, "basket");
        SqlMigration down = Migrations.undoneBy(one.entry().migration().orElseThrow(), "DROP TABLE basket");
        HistoryRow row = one.entry().row().orElseThrow();
        HistoryRow before = new HistoryRow(
                row.id(),
                row.kind(),
                row.checksum(),
                row.phase(),
                row.application(),
                row.found(),
                Optional.of(new Checksum(down.downChecksum().orElseThrow().algorithm(), "0")));
        MigrationEntry edited = new MigrationEntry(
                one.entry().id(), MigrationState.APPLIED, Optional.of(down), Optional.of(before), false);

        assertThat(closing(Style.PLAIN, Reports.ok("status", Reports.as(one, edited))))
                .contains("\n        its down has been edited since: nexus:rollback refuses it without evidence\n");
    }

    @Test
    void everyStateHasItsWord() {
        GoalResult report = Reports.ok(
                "status",
                result(1, "a", MigrationState.CHANGED, List.of(), List.of()),
                result(2, "b", MigrationState.MISSING, List.of(), List.of()),
                result(3, "c", MigrationState.OUT_OF_ORDER, List.of(), List.of()),
                result(4, "d", MigrationState.AHEAD, List.of(), List.of()));

        assertThat(closing(Style.PLAIN, report)).isEqualTo("""
                        PostgreSQL 18.1, history in public.nexus_migrations

                           No.  Name  Kind  State         Applied at         Time
                        -  ---  ----  ----  ------------  ----------------  -----
                        !  001  a     sql   changed       2026-11-22 12:01  12 ms
                                edited since it was applied: undo the edit and put the change into a new migration
                        !  002  b     sql   missing       2026-11-22 12:02  12 ms
                                applied, and not on the class path: bring it back
                        !  003  c     sql   out of order
                                older than one that is applied: give it the next free version, or apply it with
                                -Dnexus.allowOutOfOrder=true
                        !  004  d     sql   ahead         2026-11-22 12:04  12 ms
                                newer than what is on the class path: check out the version that has it

                        4 migrations: 1 changed, 1 missing, 1 out of order, 1 ahead.""");
    }

    @Test
    void invalidIndexesFollowTheTable() {
        GoalResult report = Reports.found(
                Reports.ok("status", applied(0, "a")),
                new InvalidIndex("public.t_n_idx", "public.t", Kind.PLAIN, false),
                new InvalidIndex("public.slow", "public.t", Kind.PLAIN, true),
                new InvalidIndex("public.p_n_idx", "public.p", Kind.PARTITIONED, false),
                new InvalidIndex("public.p1_n_idx", "public.p1", Kind.ATTACHED, false));

        assertThat(closing(UNICODE, report)).isEqualTo("""
                        PostgreSQL 18.1 · history in public.nexus_migrations

                           No.  Name  Kind  State    Applied at         Time
                        ─  ───  ────  ────  ───────  ────────────────  ─────
                        ✓  000  a     sql   applied  2026-11-22 12:00  12 ms

                        !  Invalid index public.t_n_idx on public.t: it costs every write and serves no query.
                           What to do: DROP INDEX CONCURRENTLY public.t_n_idx;
                        !  Invalid index public.slow on public.t: another session builds an index on the table now.
                           What to do: run nexus:status again when that has ended.
                        !  Invalid index public.p_n_idx on public.p: not every partition has its part of it, and it
                           keeps nothing unique.
                           What to do: build it on each partition that lacks it, then ALTER INDEX public.p_n_idx ATTACH PARTITION …;
                        !  Invalid index public.p1_n_idx on public.p1: it costs every write and serves no query.
                           What to do: REINDEX INDEX CONCURRENTLY public.p1_n_idx;

                        The one migration is applied.""");
    }

    @Test
    void anInvalidIndexMayBeThatOfAMigrationThatIsNotApplied() {
        GoalResult report = Reports.found(
                Reports.ok("status", pending(1, "b")), new InvalidIndex("public.i", "public.t", Kind.PLAIN, false));

        assertThat(closing(new Style(true, false, 93), report))
                .contains("%E33m!%Em  Invalid index public.i on public.t: it costs every write and serves no query.\n"
                                .replace("%E", "\u001b[")
                        + "   What to do: nexus:migrate, if a migration that is not applied builds it;"
                        + " else DROP INDEX CONCURRENTLY public.i;\n\n");
    }

    @Test
    void invalidIndexesAreShownWithoutMigrationsToo() {
        GoalResult report =
                Reports.found(Reports.ok("status"), new InvalidIndex("public.i", "public.t", Kind.PLAIN, false));

        assertThat(closing(Style.PLAIN, report)).isEqualTo("""
                        !  Invalid index public.i on public.t: it costs every write and serves no query.
                           What to do: DROP INDEX CONCURRENTLY public.i;

                        There are no migrations.""");
    }

    @Test
    void colorsFollowTheState() {
        GoalResult report = Reports.ok("status", applied(0, "a"), pending(1, "b"));

        assertThat(closing(new Style(true, false, 93), report)).isEqualTo("""
                        %E2mPostgreSQL 18.1, history in public.nexus_migrations%Em

                        %E1m   No.  Name  Kind  State    Applied at         Time%Em
                        %E2m-  ---  ----  ----  -------  ----------------  -----%Em
                        %E32m+%Em  000  a     sql   %E32mapplied%Em  2026-11-22 12:00  12 ms
                           001  b     sql   %E33mpending%Em

                        %E33m2 migrations: 1 applied, 1 pending.%Em""".replace("%E", "\u001b["));
    }

    @Test
    void aMigrationThatWentWellNeedsNoTable() {
        assertThat(closing(UNICODE, Reports.ok("migrate", appliedNow(0, "a"), appliedNow(1, "b"))))
                .isEqualTo("2 migrations applied in 410 ms; the database is up to date.");
    }

    @Test
    void whatUpFoundAlreadyThereIsShown() {
        GoalResult report = Reports.ok(
                "migrate",
                applied(0, "a"),
                ranNow(result(1, "b", MigrationState.APPLIED, List.of("table b"), List.of())));

        assertThat(closing(UNICODE, report)).isEqualTo("""
                        PostgreSQL 18.1 · history in public.nexus_migrations

                           No.  Name  Kind  State    Applied at          Time
                        ─  ───  ────  ────  ───────  ────────────────  ──────
                        ✓  001  b     sql   applied  2026-11-22 12:01  205 ms
                                found already there: table b

                        1 migration applied in 205 ms; the database is up to date.""");
    }

    @Test
    void aFailureIsMarkedInTheTable() {
        GoalResult report = Reports.failed(
                "migrate",
                Reports.STATEMENT,
                appliedNow(1, "add-item"),
                ranNow(pending(2, "add-owner")),
                pending(3, "add-price"));

        assertThat(closing(UNICODE, report)).isEqualTo("""
                        PostgreSQL 18.1 · history in public.nexus_migrations

                           No.  Name       Kind  State    Applied at          Time
                        ─  ───  ─────────  ────  ───────  ────────────────  ──────
                        ✓  001  add-item   sql   applied  2026-11-22 12:01  205 ms
                        ✗  002  add-owner  sql   failed                     205 ms
                           003  add-price  sql   pending

                        1 migration applied in 205 ms, then 002-add-owner failed; 1 was not reached: 003-add-price.""");
    }

    @Test
    void linesDuringTheRun() {
        ConsoleText plain = new ConsoleText(Style.PLAIN, ZoneOffset.UTC);
        ConsoleText colored = new ConsoleText(new Style(true, true, 93), ZoneOffset.UTC);

        assertThat(plain.opening("postgresql://nexus@localhost:5432/nexus", "DATABASE_URL"))
                .isEqualTo("postgresql://nexus@localhost:5432/nexus (from DATABASE_URL)");
        assertThat(plain.begins("000-a")).isEqualTo("  000-a ...");
        assertThat(plain.applied("000-a", Duration.ofMillis(12))).isEqualTo("+ 000-a applied in 12 ms");
        assertThat(colored.applied("000-a", Duration.ofMillis(12)))
                .isEqualTo("\u001b[32m✓\u001b[m 000-a\u001b[2m applied in 12 ms\u001b[m");
        assertThat(plain.statement("SELECT 1\n", Duration.ofMillis(3))).isEqualTo("    3 ms  SELECT 1");
    }
}
