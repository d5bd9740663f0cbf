package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judgements made on the spot. */
final class Judged {

    private Judged() {}

    /** A migration with a finding of each of these codes. */
    static Judgement with(DiscoveredMigration migration, Verdict... codes) {
        return of(migration, findings(codes), List.of(), Optional.empty());
    }

    /** A migration that took a lock. */
    static Judgement locking(DiscoveredMigration migration, LockNote.Severity severity) {
        return of(migration, List.of(), List.of(lock(severity)), Optional.empty());
    }

    /** A migration whose seed could not be written. */
    static Judgement unseeded(DiscoveredMigration migration, Failure failure) {
        return of(migration, List.of(), List.of(), Optional.of(failure));
    }

    /** A proof of these. */
    static Proof proof(String version, List<DiscoveredMigration> unjudged, Judgement... judged) {
        return new Proof(version, "test", List.of(judged), unjudged, List.of(), Map.of());
    }

    static LockNote lock(LockNote.Severity severity) {
        return new LockNote(
                Statement.of("ALTER TABLE t ADD c integer"),
                LockMode.ACCESS_EXCLUSIVE,
                "public.t",
                new LockNote.LockTime(0, 1),
                new LockNote.Effect(false, false),
                LockNote.Source.SEEN,
                Optional.empty(),
                new LockNote.Advice(severity, "", ""));
    }

    private static List<Finding> findings(Verdict... codes) {
        return Arrays.stream(codes)
                .map(code -> TestFindings.finding(code, RehearsalStep.DOWN, "table public.t", "A sentence.", ""))
                .toList();
    }

    private static Judgement of(
            DiscoveredMigration migration, List<Finding> findings, List<LockNote> locks, Optional<Failure> seed) {
        return new Judgement(migration, findings, List.of(), locks, List.of(), new TreeMap<>(), seed);
    }
}
