package io.github.claudenexus.report;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.layout.VersionRange;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.sql.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run of {@code rollback-check} as JSON, for programs; docs/reports.md describes it. Losses and sequences are written
 * as the records that they are.
 */
final class CheckJson {

    private final CheckReport report;
    private final Gate gate;

    private CheckJson(CheckReport report) {
        this.report = report;
        this.gate = report.gate();
    }

    /** The document. */
    static String of(CheckReport report) {
        return Json.complete(new CheckJson(report).document());
    }

    private Map<String, Object> document() {
        Map<String, Object> json = new LinkedHashMap<>();
        JsonReport.opening(json, report.result(), report.summary());
        json.put("rehearsedOn", report.rehearsed().map(Proof::serverVersion));
        json.put("rehearsalServer", report.rehearsed().map(Proof::server));
        json.put(
                "migrations",
                report.judged().stream().map(one -> migration(one.judgement())).toList());
        json.put("unjudged", report.unjudged().stream().map(this::identity).toList());
        json.put("notCompared", report.notCompared());
        json.put("gate", gate());
        json.put(
                "evidence",
                report.result().check().flatMap(CheckedProof::evidence).map(EvidenceFile::written));
        JsonReport.closing(json, report.result());
        return json;
    }

    private Map<String, Object> migration(Judgement judgement) {
        Map<String, Object> json = identity(judgement.migration());
        json.put("durationMs", judgement.duration().toMillis());
        json.put("verdict", gate.verdict(judgement).code());
        json.put("stops", gate.stops(judgement));
        json.put(
                "findings",
                judgement.findings().stream()
                        .map(one -> finding(judgement, one))
                        .toList());
        json.put("losses", judgement.losses());
        json.put("locks", judgement.locks().stream().map(this::lock).toList());
        json.put("sequences", judgement.sequences());
        json.put(
                "steps",
                judgement.steps().entrySet().stream().map(CheckJson::step).toList());
        json.put(
                "failedSeed",
                judgement
                        .failedSeed()
                        .map(failure ->
                                JsonReport.failure(failure, report.result().run())));
        return json;
    }

    private Map<String, Object> identity(DiscoveredMigration migration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", migration.id().version().toString());
        json.put("name", migration.id().name());
        json.put("state", report.proof().map(proof -> proof.state(migration).word()));
        json.put("kind", migration.kind());
        json.put("origin", migration.origin());
        json.put("checksum", migration.checksum().toString());
        json.put(
                "downChecksum",
                migration instanceof SqlMigration sql ? sql.downChecksum().map(Checksum::toString) : Optional.empty());
        return json;
    }

    private Map<String, Object> finding(Judgement judgement, Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", finding.code().code());
        json.put("step", finding.step().word());
        json.put("object", finding.object().toString());
        json.put("property", finding.change().property());
        json.put("before", finding.change().before());
        json.put("after", finding.change().after());
        json.put("message", finding.message());
        json.put("fix", finding.fix());
        json.put("stops", gate.stops(judgement, finding));
        return json;
    }

    private Map<String, Object> lock(LockNote lock) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statement", lock.statement().shown());
        Optional<SourcePosition> start = Optional.of(lock.statement().start()).filter(SourcePosition::isInFile);
        json.put("line", start.map(SourcePosition::line));
        json.put("column", start.map(SourcePosition::column));
        json.put("mode", lock.mode().words());
        json.put("relation", lock.relation());
        json.put("atMs", lock.atMs());
        json.put("heldMs", lock.heldMs());
        json.put("rewrite", lock.rewrite());
        json.put("scan", lock.scan());
        json.put("source", word(lock.source()));
        json.put("rowsOnTarget", lock.onTarget().map(RelationSize::rows));
        json.put("bytesOnTarget", lock.onTarget().map(RelationSize::bytes));
        json.put("advice", lock.advice());
        json.put("severity", word(lock.severity()));
        json.put("stops", gate.stops(lock));
        return json;
    }

    private static Map<String, Object> step(Map.Entry<RehearsalStep, Long> step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step.getKey().word());
        json.put("durationMs", step.getValue());
        return json;
    }

    private Map<String, Object> gate() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("failOn", gate.failOn().stream().sorted().toList());
        List<String> allowed =
                gate.allowIrreversible().stream().map(VersionRange::toString).toList();
        json.put("allowIrreversible", allowed);
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
