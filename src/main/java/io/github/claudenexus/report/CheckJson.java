package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Step;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.SequenceMove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run of {@code rollback-check} as JSON, for programs; docs/reports.md describes it. */
final class CheckJson {

    private final JsonWriter json;
    private final JsonHead head;
    private final CheckReport report;

    private CheckJson(JsonWriter json, JsonHead head, CheckReport report) {
        this.json = json;
        this.head = head;
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return JsonHead.document((json, head) -> new CheckJson(json, head, report).write());
    }

    private void write() throws IOException {
        head.opening(report.result(), CheckSummary.of(report));
        head.member("rehearsedOn", report.rehearsed().map(Proof::serverVersion));
        head.member("rehearsalServer", report.rehearsed().map(Proof::server));
        head.array("migrations", report.judged(), this::migration);
        head.array("unjudged", report.unjudged(), migration -> {
            json.beginObject();
            identity(migration);
            json.endObject();
        });
        head.array("notCompared", report.proof().map(Proof::notCompared).orElse(List.of()));
        JsonGate.write(json, head, report);
        head.closing(report.result());
    }

    private void migration(Judgement judgement) throws IOException {
        json.beginObject();
        identity(judgement.migration());
        json.name("durationMs")
                .value(judgement.steps().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        json.name("verdict").value(report.gate().verdict(judgement).code());
        json.name("stops").value(report.gate().stops(judgement));
        head.array("findings", judgement.findings(), finding -> finding(judgement, finding));
        head.array("losses", judgement.losses(), this::loss);
        head.array("locks", judgement.locks(), this::lock);
        head.array("sequences", judgement.sequences(), this::sequence);
        head.array("steps", new ArrayList<>(judgement.steps().entrySet()), this::step);
        head.failure("failedSeed", judgement.failedSeed());
        json.endObject();
    }

    private void identity(DiscoveredMigration migration) throws IOException {
        Optional<Checksum> down = migration instanceof SqlMigration sql ? sql.downChecksum() : Optional.empty();
        json.name("number").value(migration.id().digits());
        json.name("name").value(migration.id().name());
        head.member("state", report.proof().map(proof -> proof.state(migration).word()));
        json.name("kind").value(migration.kind());
        json.name("origin").value(migration.origin());
        json.name("checksum").value(JsonHead.checksum(migration.checksum()));
        head.member("downChecksum", down.map(JsonHead::checksum));
    }

    private void finding(Judgement judgement, Finding finding) throws IOException {
        json.beginObject();
        json.name("code").value(finding.code().code());
        json.name("step").value(finding.step().word());
        json.name("object").value(finding.object().toString());
        head.member("property", finding.property());
        head.member("before", finding.before());
        head.member("after", finding.after());
        json.name("message").value(finding.message());
        json.name("fix").value(finding.fix());
        json.name("stops").value(report.gate().stops(judgement, finding));
        json.endObject();
    }

    private void loss(Loss loss) throws IOException {
        json.beginObject();
        json.name("table").value(loss.table());
        head.member("column", loss.column());
        json.name("rows").value(loss.rows());
        json.endObject();
    }

    private void lock(LockNote lock) throws IOException {
        json.beginObject();
        json.name("statement").value(lock.statement().shown());
        json.name("mode").value(lock.mode().words());
        json.name("relation").value(lock.relation());
        json.name("atMs").value(lock.atMs());
        json.name("heldMs").value(lock.heldMs());
        json.name("rewrite").value(lock.rewrite());
        json.name("scan").value(lock.scan());
        json.name("source").value(word(lock.source()));
        json.name("rowsOnTarget").value(lock.onTarget().map(size -> size.rows()).orElse(null));
        json.name("bytesOnTarget")
                .value(lock.onTarget().map(size -> size.bytes()).orElse(null));
        json.name("advice").value(lock.advice());
        json.name("severity").value(word(lock.severity()));
        json.name("stops").value(report.gate().stops(lock));
        json.endObject();
    }

    private void sequence(SequenceMove move) throws IOException {
        json.beginObject();
        json.name("sequence").value(move.sequence());
        json.name("before").value(move.before());
        json.name("after").value(move.after());
        json.endObject();
    }

    private void step(Map.Entry<Step, Long> step) throws IOException {
        json.beginObject();
        json.name("step").value(step.getKey().word());
        json.name("durationMs").value(step.getValue());
        json.endObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
