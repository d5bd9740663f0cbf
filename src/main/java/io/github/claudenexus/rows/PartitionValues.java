package io.github.claudenexus.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values by which a row is led into one partition: the least of its range, or the first of its list. */
final class PartitionValues {

    private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");
    private static final Pattern LIST = Pattern.compile("FOR VALUES IN \\((.*)\\)");
    private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'|[^,() ]+");

    private final Map<String, String> byColumn = new HashMap<>();

    /** Of a partition, or of one above it: columns in the order of the key, the bound as the server writes it. */
    void add(List<String> columns, String bound) {
        Matcher range = RANGE.matcher(bound);
        Matcher list = LIST.matcher(bound);
        if (range.matches()) {
            List<String> from = values(range.group(1));
            List<String> to = values(range.group(2));
            for (int place = 0; place < Math.min(columns.size(), from.size()); place++) {
                put(columns.get(place), from.get(place), to.get(place));
            }
        } else if (list.matches() && !columns.isEmpty()) {
            put(columns.get(0), values(list.group(1)).get(0), "");
        }
    }

    private void put(String column, String value, String end) {
        if (!value.equals("MINVALUE") && !value.equals("MAXVALUE")) {
            byColumn.put(column, value);
        } else if (end.matches("-?\\d+")) {
            byColumn.put(column, end + " - 1");
        } else if (end.matches("'\\d{4}-\\d\\d-\\d\\d.*")) {
            byColumn.put(column, end + "::timestamptz - interval '1 day'");
        }
    }

    private static List<String> values(String list) {
        List<String> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(list);
        while (matcher.find()) {
            values.add(matcher.group());
        }
        return values;
    }

    /** The values as expressions; a column that may hold anything has none. */
    Map<String, String> byColumn() {
        return byColumn;
    }
}
