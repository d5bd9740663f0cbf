package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.sql.Statement;
import java.util.Optional;

/** Locks to report. */
final class Locks {

    private Locks() {}

    static LockNote rewrite(LockNote.Severity severity) {
        return rewrite(severity, 5);
    }

    static LockNote rewrite(LockNote.Severity severity, int line) {
        return new LockNote(
                Statement.in("db/migration/005-narrow-price.sql", line, 1, Proofs.NARROW),
                LockMode.ACCESS_EXCLUSIVE,
                "public.item",
                new LockNote.LockTime(4, 120),
                new LockNote.Effect(true, true),
                LockNote.Source.SEEN,
                Optional.of(new RelationSize(12_000_000, 3_328_599_655L)),
                new LockNote.Advice(
                        severity,
                        "ALTER COLUMN TYPE rewrites public.item. ACCESS EXCLUSIVE blocks reads and writes.",
                        "a new column of the new type, filled in batches, then exchanged."));
    }

    static LockNote seen() {
        return new LockNote(
                Statement.in("db/migration/005-narrow-price.sql", 3, 1, "SELECT 5"),
                LockMode.ACCESS_SHARE,
                "public.owner",
                new LockNote.LockTime(1, 123),
                new LockNote.Effect(false, false),
                LockNote.Source.MANUAL,
                Optional.empty(),
                new LockNote.Advice(LockNote.Severity.INFO, "", ""));
    }
}
