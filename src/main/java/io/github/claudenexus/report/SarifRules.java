package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that results of a SARIF log refer to: a verdict's code each, seeds, and locks. */
final class SarifRules {

    private static final List<Rule> ALL = Stream.concat(
                    Arrays.stream(Verdict.values())
                            .filter(verdict -> verdict != Verdict.REVERSIBLE)
                            .map(verdict -> new Rule(
                                    verdict.code(),
                                    CheckWords.meaning(verdict),
                                    CheckWords.remedy(verdict),
                                    Gate.DEFAULT.contains(verdict.code()))),
                    Stream.of(
                            new Rule(
                                    FailureCode.BAD_SEED.code(),
                                    "The seed rows could not be written.",
                                    "Fix the seed file, which must fit the schema after its migration.",
                                    true),
                            new Rule(
                                    Gate.LOCKS,
                                    "A lock blocks others, and there is a safer way.",
                                    "Take the safer way that the result names.",
                                    false)))
            .toList();

    private SarifRules() {}

    /** The place of a rule in the list. */
    static int index(String id) {
        return ALL.stream().map(Rule::id).toList().indexOf(id);
    }

    /** What each rule means, and what to do, by its id. */
    static Map<String, String> explained() {
        Map<String, String> all = new LinkedHashMap<>();
        ALL.forEach(rule -> all.put(rule.id(), rule.meaning() + " " + rule.remedy()));
        return all;
    }

    /** Writes the list. */
    static void write(JsonWriter json) throws IOException {
        json.name("rules").beginArray();
        for (Rule rule : ALL) {
            json.beginObject();
            json.name("id").value(rule.id());
            json.name("name").value(rule.name());
            json.name("shortDescription");
            SarifText.write(json, rule.meaning());
            json.name("help");
            SarifText.write(
                    json, rule.meaning() + " " + rule.remedy() + " More: mvn nexus:help -Dtopic=" + rule.topic());
            json.name("defaultConfiguration").beginObject();
            json.name("level").value(rule.stops() ? "error" : "warning");
            json.endObject();
            json.endObject();
        }
        json.endArray();
    }

    private record Rule(String id, String meaning, String remedy, boolean stops) {

        String topic() {
            return id.equals(FailureCode.BAD_SEED.code()) ? id : FailureCode.VERDICT.code();
        }

        String name() {
            return Arrays.stream(id.split("-", -1))
                    .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining());
        }
    }
}
