package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.SourcePosition;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as SARIF 2.1.0, for what shows findings next to the code. */
final class CheckSarif {

    private static final String ROOT = "%SRCROOT%";

    private final CheckReport report;

    private CheckSarif(CheckReport report) {
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return Json.sparse(new SarifLog("2.1.0", List.of(new CheckSarif(report).run())));
    }

    private SarifRun run() {
        SarifDriver driver = new SarifDriver(
                "nexus-maven-plugin rollback-check",
                report.result().run().pluginVersion(),
                CheckRule.ALL.stream().map(CheckSarif::rule).toList());
        return new SarifRun(
                new SarifTool(driver),
                List.of(invocation()),
                report.project().root().map(CheckSarif::roots),
                "utf16CodeUnits",
                report.judged().stream()
                        .flatMap(migration -> results(migration).stream())
                        .toList());
    }

    private List<SarifResult> results(MigrationView migration) {
        Map<String, Integer> alike = new HashMap<>();
        List<SarifResult> results = new ArrayList<>();
        for (FindingView finding : migration.findings()) {
            if (CheckRule.named(finding.code()).isPresent()) {
                results.add(result(migration, finding, alike.merge(finding.about(), 1, Integer::sum)));
            }
        }
        return results;
    }

    private static SarifRule rule(CheckRule rule) {
        String name =
                Arrays.stream(rule.code().split("-", -1)).map(Phrases::capital).collect(Collectors.joining());
        return new SarifRule(
                rule.code(),
                name,
                new SarifText(rule.meaning()),
                new SarifText(rule.explanation() + " More: mvn nexus:help -Dtopic=" + rule.topic()),
                new SarifConfiguration(rule.stops() ? "error" : "warning"));
    }

    // A run that judged everything was successful, whatever it found.
    private SarifInvocation invocation() {
        List<SarifNotification> notifications = new ArrayList<>();
        report.result()
                .stopped()
                .ifPresent(why -> notifications.add(new SarifNotification("error", new SarifText(why.message()))));
        report.result()
                .warnings()
                .forEach(text -> notifications.add(new SarifNotification("warning", new SarifText(text))));
        return new SarifInvocation(
                report.result().stopped().isEmpty(),
                report.result().run().started().toString(),
                report.result().run().finished().toString(),
                notifications);
    }

    // By it a viewer on this machine finds the files; one elsewhere puts its own checkout in its place.
    private static Map<String, SarifRoot> roots(Path folder) {
        String uri = folder.toUri().toString();
        return Map.of(ROOT, new SarifRoot(uri.endsWith("/") ? uri : uri + "/"));
    }

    // The fingerprint lets a viewer know a finding again when lines have moved. It counts those that are alike, as of a
    // statement that is in a file twice: of equal ones a viewer shows only one.
    private SarifResult result(MigrationView migration, FindingView finding, int ordinal) {
        String about = finding.about() + (ordinal == 1 ? "" : " " + ordinal);
        return new SarifResult(
                finding.code(),
                CheckRule.ALL.indexOf(CheckRule.named(finding.code()).orElseThrow()),
                level(finding),
                new SarifText(finding.sentences()),
                List.of(location(migration.migration(), finding)),
                Map.of("nexus/v1", Integer.toHexString(Objects.hash(migration.name(), about))),
                Map.of("migration", migration.name()));
    }

    private static String level(FindingView finding) {
        return switch (finding.level()) {
            case STOPS -> "error";
            case WARNS -> finding.code().equals(Verdict.COLUMN_ORDER_ONLY.code()) ? "note" : "warning";
            case FINE, NOTE -> "note";
        };
    }

    /** At the statement; what is found after down is for down to fix. */
    private SarifLocation location(DiscoveredMigration migration, FindingView finding) {
        if (!(migration instanceof SqlMigration)) {
            return ofClass(migration.origin());
        }
        String file = FindingView.file(migration, finding.step());
        if (finding.step() == RehearsalStep.UP_AGAIN) {
            return ofFile(file, 1, 1);
        }
        Optional<SourcePosition> at = finding.place().position().filter(SourcePosition::isInFile);
        return ofFile(
                finding.place().origin().orElse(file),
                at.map(SourcePosition::line).orElse(1),
                at.map(SourcePosition::column).orElse(1));
    }

    private SarifLocation ofFile(String file, int line, int column) {
        String source = report.project().sources().getOrDefault(file, file);
        return new SarifLocation(Optional.of(physical(source, line, column)), Optional.empty());
    }

    private SarifLocation ofClass(String name) {
        SarifType type = new SarifType(name.substring(name.lastIndexOf('.') + 1), name, "type");
        return new SarifLocation(
                Optional.ofNullable(report.project().sources().get(name)).map(source -> physical(source, 1, 1)),
                Optional.of(List.of(type)));
    }

    private static SarifPlace physical(String file, int line, int column) {
        return new SarifPlace(new SarifFile(uri(file), ROOT), new SarifRegion(line, column));
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    // What follows is the part of the standard that is used; the names of the components are those of its members.

    private record SarifLog(String version, List<SarifRun> runs) {}

    private record SarifRun(
            SarifTool tool,
            List<SarifInvocation> invocations,
            Optional<Map<String, SarifRoot>> originalUriBaseIds,
            String columnKind,
            List<SarifResult> results) {}

    private record SarifTool(SarifDriver driver) {}

    private record SarifDriver(String name, String version, List<SarifRule> rules) {}

    private record SarifRule(
            String id,
            String name,
            SarifText shortDescription,
            SarifText help,
            SarifConfiguration defaultConfiguration) {}

    private record SarifConfiguration(String level) {}

    private record SarifInvocation(
            boolean executionSuccessful,
            String startTimeUtc,
            String endTimeUtc,
            List<SarifNotification> toolExecutionNotifications) {}

    private record SarifNotification(String level, SarifText message) {}

    private record SarifText(String text) {}

    private record SarifRoot(String uri) {}

    private record SarifResult(
            String ruleId,
            int ruleIndex,
            String level,
            SarifText message,
            List<SarifLocation> locations,
            Map<String, String> partialFingerprints,
            Map<String, String> properties) {}

    private record SarifLocation(Optional<SarifPlace> physicalLocation, Optional<List<SarifType>> logicalLocations) {}

    private record SarifPlace(SarifFile artifactLocation, SarifRegion region) {}

    private record SarifFile(String uri, String uriBaseId) {}

    private record SarifRegion(int startLine, int startColumn) {}

    private record SarifType(String name, String fullyQualifiedName, String kind) {}
}
