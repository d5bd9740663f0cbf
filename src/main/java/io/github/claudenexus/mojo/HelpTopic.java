package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.report.Wrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;

/** The pages about failures, which the build puts next to this class. */
final class HelpTopic {

    private HelpTopic() {}

    /** The page of a topic, as text for a terminal. */
    static List<String> lines(String topic, int width) throws MojoFailureException {
        SortedSet<String> codes = Arrays.stream(FailureCode.values())
                .map(FailureCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean verdict = !codes.contains(topic) && Gate.words().contains(topic);
        String code = verdict ? FailureCode.VERDICT.code() : topic;
        if (!codes.contains(code)) {
            throw unknown(topic, codes);
        }
        return shown(page(code), width);
    }

    private static MojoFailureException unknown(String topic, SortedSet<String> codes) {
        String nearest = Suggestion.nearest(topic, codes)
                .map(it -> " Did you mean -Dtopic=" + it + "?")
                .orElse("");
        // What Maven makes of -Dtopic without a value.
        String which = topic.equals("true") ? "-Dtopic names no topic." : "There is no topic " + topic + ".";
        return new MojoFailureException(which + nearest + "\n\nThe topics are "
                + String.join("\n", Wrap.lines(String.join(", ", codes) + ".", 76, 0)));
    }

    private static String page(String code) {
        try (InputStream stream = HelpTopic.class.getResourceAsStream("failures/" + code + ".md")) {
            return new String(Objects.requireNonNull(stream, code).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    // Code and tables stay as they are: they are there to be copied.
    private static List<String> shown(String page, int width) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : page.lines().toList()) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (code || line.isBlank() || line.startsWith("|")) {
                lines.add(code ? "    " + line : line);
            } else if (!line.startsWith("<!--")) {
                String text = line.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceFirst("^#+ ", "");
                int indent = text.startsWith("- ") ? 2 : 0;
                List<String> wrapped = Wrap.lines(text, width, indent);
                lines.add(wrapped.get(0).substring(indent));
                wrapped.stream().skip(1).forEach(lines::add);
            }
        }
        return lines;
    }
}
