package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Step;
import io.github.claudenexus.rollback.Verdict;
import java.io.IOException;
import java.util.Objects;

/** A run of {@code rollback-check} as SARIF 2.1.0, for what shows findings beside the code. */
final class CheckSarif {

    private final JsonWriter json;
    private final CheckReport report;

    private CheckSarif(JsonWriter json, CheckReport report) {
        this.json = json;
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return JsonHead.document((json, head) -> new CheckSarif(json, report).write());
    }

    private void write() throws IOException {
        json.name("version").value("2.1.0");
        json.name("runs").beginArray();
        json.beginObject();
        json.name("tool").beginObject();
        json.name("driver").beginObject();
        json.name("name").value("nexus-maven-plugin rollback-check");
        json.name("version").value(report.run().run().pluginVersion());
        SarifRules.write(json);
        json.endObject();
        json.endObject();
        invocation();
        json.name("columnKind").value("utf16CodeUnits");
        json.name("results").beginArray();
        for (Judgement judgement : report.judged()) {
            results(judgement);
        }
        json.endArray();
        json.endObject();
        json.endArray();
    }

    // A run that judged everything was successful, whatever it found.
    private void invocation() throws IOException {
        boolean broken = report.run()
                .failure()
                .filter(failure -> failure.code() != FailureCode.VERDICT)
                .isPresent();
        json.name("invocations").beginArray();
        json.beginObject();
        json.name("executionSuccessful").value(!broken);
        json.name("startTimeUtc").value(report.run().run().started().toString());
        json.name("endTimeUtc").value(report.run().run().finished().toString());
        json.name("toolExecutionNotifications").beginArray();
        if (broken) {
            notification("error", report.run().failure().orElseThrow().message());
        }
        for (String warning : report.run().warnings()) {
            notification("warning", warning);
        }
        json.endArray();
        json.endObject();
        json.endArray();
    }

    private void notification(String level, String text) throws IOException {
        json.beginObject();
        json.name("level").value(level);
        SarifText.message(json, text);
        json.endObject();
    }

    private void results(Judgement judgement) throws IOException {
        for (Finding finding : judgement.findings()) {
            begin(finding.code().code(), level(judgement, finding));
            SarifText.message(json, finding.message() + sentence(finding.mend()));
            SarifPlace.of(judgement.migration(), finding, report.sources()).write(json);
            end(judgement, finding.step().word() + " " + finding.object() + " " + finding.property());
        }
        if (judgement.failedSeed().isPresent()) {
            Failure seed = judgement.failedSeed().get();
            begin(FailureCode.BAD_SEED.code(), "error");
            SarifText.message(json, seed.message() + sentence(seed.hint()));
            SarifPlace.of(judgement.migration(), seed.place(), report.sources()).write(json);
            end(judgement, Step.SEEDS.word());
        }
        for (LockNote lock : report.accused(judgement)) {
            begin(Gate.LOCKS, level(report.weight(lock)));
            SarifText.message(json, CheckWords.of(lock) + "." + sentence(lock.advice()));
            SarifPlace.of(judgement.migration(), lock.statement(), report.sources())
                    .write(json);
            end(judgement, lock.relation() + " " + lock.mode().words() + " " + lock.statement());
        }
    }

    private static String level(Weight weight) {
        return switch (weight) {
            case STOPS -> "error";
            case WARNS -> "warning";
            case FINE -> "note";
        };
    }

    private String level(Judgement judgement, Finding finding) {
        boolean cosmetic = finding.code() == Verdict.COLUMN_ORDER_ONLY;
        Weight weight = report.weight(judgement, finding);
        return level(cosmetic && weight == Weight.WARNS ? Weight.FINE : weight);
    }

    private void begin(String rule, String level) throws IOException {
        json.beginObject();
        json.name("ruleId").value(rule);
        json.name("ruleIndex").value(SarifRules.index(rule));
        json.name("level").value(level);
    }

    // The fingerprint lets a viewer know a finding again when lines have moved.
    private void end(Judgement judgement, String what) throws IOException {
        String name = CheckSummary.name(judgement);
        json.name("partialFingerprints").beginObject();
        json.name("nexus/v1").value(Integer.toHexString(Objects.hash(name, what)));
        json.endObject();
        json.name("properties").beginObject();
        json.name("migration").value(name);
        json.endObject();
        json.endObject();
    }

    private static String sentence(String text) {
        return text.isBlank() ? "" : " " + text;
    }
}
