package io.github.claudenexus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of XML, HTML or SVG. Text and attributes are escaped when it is written, so nothing can be forgotten.
 *
 * @param name its name; empty for a run of children without a tag of their own
 * @param attributes its attributes
 * @param children elements, and texts as strings
 */
record Element(String name, Map<String, String> attributes, List<Object> children) {

    private static final Set<String> VOID = Set.of("br", "hr", "meta", "link", "img", "col", "wbr");

    static Element of(String name, Object... children) {
        return new Element(name, Map.of(), flat(List.of(children)));
    }

    /** Children without an element around them. */
    static Element all(List<?> children) {
        return new Element("", Map.of(), flat(children));
    }

    /** An element with a class. */
    static Element classed(String name, String style, Object... children) {
        return of(name, children).with("class", style);
    }

    Element with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, more, children);
    }

    Element add(Object... more) {
        List<Object> all = new ArrayList<>(children);
        all.addAll(flat(List.of(more)));
        return new Element(name, attributes, all);
    }

    private static List<Object> flat(List<?> children) {
        List<Object> flat = new ArrayList<>();
        for (Object child : children) {
            if (child instanceof List<?> list) {
                flat.addAll(flat(list));
            } else {
                flat.add(child);
            }
        }
        return flat;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        if (name.isEmpty()) {
            writeChildren(text);
            return;
        }
        text.append('<').append(name);
        attributes.forEach((key, value) -> text.append(' ')
                .append(key)
                .append("=\"")
                .append(attribute(value))
                .append('"'));
        if (VOID.contains(name)) {
            text.append("/>");
            return;
        }
        text.append('>');
        writeChildren(text);
        text.append("</").append(name).append('>');
    }

    private void writeChildren(StringBuilder text) {
        for (Object child : children) {
            if (child instanceof Element element) {
                element.write(text);
            } else {
                text.append(escaped(String.valueOf(child)));
            }
        }
    }

    /** Text as XML and HTML write it; what XML 1.0 cannot hold becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\r' -> safe.append("&#13;");
                default -> safe.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static String attribute(String value) {
        return escaped(value).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    private static boolean isAllowed(int point) {
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        boolean control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
        return !surrogate && !control && (point & 0xFFFE) != 0xFFFE;
    }
}
