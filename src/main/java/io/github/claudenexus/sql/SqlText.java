package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A piece of SQL as it is written and as it is sent: with values in the place of its placeholders. What is shown is what
 * is written, for a value may be a secret; and a place is one in what is written.
 *
 * @param written as its author wrote it
 * @param values what is put into it, in order
 * @param sent as the server gets it
 */
record SqlText(String written, List<Value> values, String sent) {

    /** Copies the list. */
    SqlText {
        values = List.copyOf(values);
    }

    /** A text that is sent as it is written. */
    static SqlText plain(String text) {
        return new SqlText(text, List.of(), text);
    }

    /** A text with these values put into it, which are in order and do not overlap. */
    static SqlText of(String written, List<Value> values) {
        if (values.isEmpty()) {
            return plain(written);
        }
        StringBuilder sent = new StringBuilder();
        int at = 0;
        for (Value value : values) {
            sent.append(written, at, value.start()).append(value.text());
            at = value.end();
        }
        return new SqlText(written, values, sent.append(written.substring(at)).toString());
    }

    /** Where what stands at this offset of what is sent is written; of a value, where its placeholder begins. */
    int writtenAt(int offset) {
        int shift = 0;
        for (Value value : values) {
            int start = value.start() + shift;
            if (offset < start) {
                break;
            }
            if (offset < start + value.text().length()) {
                return value.start();
            }
            shift += value.growth();
        }
        return offset - shift;
    }

    /** A part, by offsets of what is sent. Of a value that is cut, each part has the placeholder. */
    SqlText slice(int start, int end) {
        if (start == end) {
            return plain("");
        }
        int from = writtenAt(start);
        int to = writtenEndAt(end);
        List<Value> inside = new ArrayList<>();
        int shift = 0;
        for (Value value : values) {
            if (value.start() >= from && value.end() <= to) {
                int first = value.start() + shift;
                String text = value.text()
                        .substring(
                                Math.max(start - first, 0),
                                Math.min(end - first, value.text().length()));
                inside.add(new Value(value.start() - from, value.end() - from, text));
            }
            shift += value.growth();
        }
        return of(written.substring(from, to), inside);
    }

    private int writtenEndAt(int end) {
        int last = writtenAt(end - 1);
        return values.stream()
                .filter(value -> value.start() == last && !value.text().isEmpty())
                .map(Value::end)
                .findFirst()
                .orElse(last + 1);
    }

    /** The names of its placeholders. */
    List<String> names() {
        return values.stream().map(value -> value.name(written)).toList();
    }

    /** Whether a placeholder is left whose value only the database knows. */
    boolean isOpen() {
        return values.stream().anyMatch(Value::isOpen);
    }

    /** The same with values for those placeholders. */
    SqlText filled(UnaryOperator<String> ofDatabase) {
        return of(
                written,
                values.stream()
                        .map(value -> value.isOpen()
                                ? new Value(value.start(), value.end(), ofDatabase.apply(value.name(written)))
                                : value)
                        .toList());
    }

    /**
     * What is put in the place of a placeholder.
     *
     * @param start where the placeholder begins in what is written
     * @param end where it ends, exclusive
     * @param text what is sent in its place; the placeholder itself, as long as its value is not known
     */
    record Value(int start, int end, String text) {

        // No value that is known holds a placeholder.
        boolean isOpen() {
            return text.startsWith(Placeholders.OPEN);
        }

        String name(String written) {
            return written.substring(start + Placeholders.OPEN.length(), end - Placeholders.CLOSE.length());
        }

        int growth() {
            return text.length() - (end - start);
        }
    }
}
