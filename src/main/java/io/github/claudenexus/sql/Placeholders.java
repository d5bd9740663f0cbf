package io.github.claudenexus.sql;

import io.github.claudenexus.sql.SqlText.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code ${name}} stands for in SQL files. As in Flyway, a name is found whatever its case, and also in comments and
 * strings; a value is put in as it is.
 *
 * @param known the values by name
 * @param ofDatabase the names whose values only the database knows; they are put in when a statement is sent
 */
public record Placeholders(Map<String, String> known, Set<String> ofDatabase) {

    static final String OPEN = "${";
    static final String CLOSE = "}";
    private static final String VARIABLE = "Give it with -Dnexus.variables.";

    /** Copies both, and finds names whatever their case. */
    public Placeholders {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(known);
        known = byName;
        Set<String> late = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        late.addAll(ofDatabase);
        late.removeAll(byName.keySet());
        ofDatabase = late;
    }

    /** The same with one more value, unless there is one of that name. */
    public Placeholders with(String name, String value) {
        Map<String, String> more = new HashMap<>(known);
        more.putIfAbsent(name, value);
        return new Placeholders(more, ofDatabase);
    }

    /** What is put into a text, in order. */
    List<Value> values(SourceText source) throws BadSqlException {
        String text = source.text();
        List<Value> values = new ArrayList<>();
        List<BadSqlException> flaws = new ArrayList<>();
        for (int start = text.indexOf(OPEN); start >= 0; ) {
            int end = text.indexOf(CLOSE, start);
            int line = text.indexOf('\n', start);
            if (end < 0 || (line >= 0 && line < end)) {
                flaws.add(source.bad(
                        start,
                        "the placeholder that begins here has no end",
                        "Put } where its name ends, or switch placeholders off with nexus.placeholders=false."));
                end = start + OPEN.length() - 1;
            } else {
                String name = text.substring(start + OPEN.length(), end);
                Optional<BadSqlException> flaw = flaw(source, start, name);
                flaw.ifPresent(flaws::add);
                if (flaw.isEmpty()) {
                    String placeholder = text.substring(start, end + 1);
                    values.add(new Value(start, end + 1, known.getOrDefault(name, placeholder)));
                }
            }
            start = text.indexOf(OPEN, end);
        }
        if (!flaws.isEmpty()) {
            throw BadSqlException.all(flaws);
        }
        return values;
    }

    private Optional<BadSqlException> flaw(SourceText source, int start, String name) {
        String value = known.get(name);
        String written = OPEN + name + CLOSE;
        if (value == null && !ofDatabase.contains(name)) {
            return Optional.of(source.bad(
                    start,
                    "the placeholder " + written + " has no value",
                    VARIABLE + name + "=…, or in the plugin's <variables>; where it is no placeholder, switch them off"
                            + " with nexus.placeholders=false."));
        }
        return value != null && value.contains(OPEN)
                ? Optional.of(source.bad(
                        start,
                        "the value of the placeholder " + written + " holds a placeholder itself",
                        "Give the whole value: what is put in for a placeholder is not searched for others."))
                : Optional.empty();
    }
}
