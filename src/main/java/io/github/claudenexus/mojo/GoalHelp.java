package io.github.claudenexus.mojo;

import io.github.claudenexus.report.Wrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the plugin's descriptor says of its goals and their parameters, as Maven's own help goals print it. */
final class GoalHelp {

    private static final String DESCRIPTOR = "/META-INF/maven/io.github.claudenexus/nexus-maven-plugin/plugin-help.xml";

    private final Element plugin;

    private GoalHelp(Element plugin) {
        this.plugin = plugin;
    }

    static GoalHelp load() {
        try (InputStream stream = GoalHelp.class.getResourceAsStream(DESCRIPTOR)) {
            return new GoalHelp(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Objects.requireNonNull(stream, DESCRIPTOR))
                    .getDocumentElement());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (ParserConfigurationException | SAXException broken) {
            throw new IllegalStateException(DESCRIPTOR, broken);
        }
    }

    /** The lines about one goal, or all. */
    List<String> lines(@Nullable String goal, boolean detail, int width, int indent) throws MojoFailureException {
        List<Element> all = children(plugin, "mojos", "mojo");
        List<Element> shown = all.stream()
                .filter(mojo -> goal == null || text(mojo, "goal").equals(goal))
                .toList();
        if (shown.isEmpty()) {
            throw new MojoFailureException("There is no goal " + goal + ". The goals are "
                    + String.join(
                            ", ", all.stream().map(mojo -> text(mojo, "goal")).toList()) + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add(text(plugin, "name") + " " + text(plugin, "version"));
        paragraphs(lines, text(plugin, "description"), width, indent);
        lines.add("");
        if (goal == null) {
            lines.add("This plugin has " + all.size() + " goals:");
            lines.add("");
        }
        for (Element mojo : shown) {
            lines.add(text(plugin, "goalPrefix") + ":" + text(mojo, "goal"));
            paragraphs(lines, text(mojo, "description"), width, indent);
            if (detail) {
                lines.add("");
                lines.add(" ".repeat(indent) + "Available parameters:");
                for (Element parameter : children(mojo, "parameters", "parameter")) {
                    lines.add("");
                    parameter(lines, mojo, parameter, width, indent);
                }
            }
            lines.add("");
        }
        return lines;
    }

    private static void parameter(List<String> lines, Element mojo, Element parameter, int width, int indent) {
        String name = text(parameter, "name");
        Optional<Element> configured =
                children(mojo, "configuration", name).stream().findFirst();
        String value = configured.map(it -> it.getAttribute("default-value")).orElse("");
        lines.add(" ".repeat(2 * indent) + name + (value.isEmpty() ? "" : " (Default: " + value + ")"));
        paragraphs(lines, text(parameter, "description"), width, 3 * indent);
        if (text(parameter, "required").equals("true")) {
            lines.add(" ".repeat(3 * indent) + "Required: Yes");
        }
        configured
                .map(Element::getTextContent)
                .filter(property -> property.matches("\\$\\{[^}]+}"))
                .ifPresent(property -> lines.add(
                        " ".repeat(3 * indent) + "User property: " + property.substring(2, property.length() - 1)));
    }

    private static void paragraphs(List<String> lines, String text, int width, int indent) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> lines.addAll(Wrap.lines(line, width, indent)));
    }

    private static String text(Element parent, String name) {
        return elements(parent.getChildNodes()).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(child -> child.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element parent, String list, String name) {
        return elements(parent.getChildNodes()).stream()
                .filter(child -> child.getTagName().equals(list))
                .flatMap(child -> elements(child.getChildNodes()).stream())
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
