package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.TestFindings;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.Statement;
import java.util.List;
import java.util.Optional;

/** A rehearsal whose every text would break a format that does not escape it. */
final class Hostile {

    static final String TEXT = "</details><script>alert('x')</script> & \"q\" ]]> | `a` ``` ~~~ @nobody #12"
            + " \u0000\u0007\u001b[31m \uFFFE \uD800 \uD83D\uDE00 **b** [l](http://x) ${y} {0}\r\nnext\tline";

    private Hostile() {}

    static CheckReport report() {
        Judgement plain = Proofs.judgement(
                Proofs.sql(5, "hostile", TEXT),
                RehearsalStep.DOWN,
                List.of(
                        TestFindings.changing(
                                TestFindings.finding(
                                        Verdict.LEAVES_TRACE, RehearsalStep.DOWN, TEXT, "M: " + TEXT, TEXT),
                                TEXT,
                                TEXT,
                                TEXT + "more"),
                        TestFindings.changing(
                                TestFindings.finding(
                                        Verdict.NOT_IDEMPOTENT, RehearsalStep.AGAIN, TEXT, "W: " + TEXT, TEXT),
                                TEXT,
                                null,
                                TEXT + "2")));
        LockNote lock = new LockNote(
                Statement.in("db/migration/005-hostile.sql", 3, 1, TEXT),
                LockMode.SHARE,
                TEXT,
                new LockNote.LockTime(0, 0),
                new LockNote.Effect(true, true),
                LockNote.Source.SEEN,
                Optional.empty(),
                new LockNote.Advice(LockNote.Severity.WARNING, TEXT, TEXT));
        return Proofs.report(new Judgement(
                plain.migration(),
                plain.findings(),
                List.of(),
                List.of(lock),
                List.of(),
                plain.steps(),
                Optional.empty()));
    }
}
