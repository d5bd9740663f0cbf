package io.github.claudenexus.rehearsal;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that up fills by a rule from others, which it leaves as they are. An application that keeps to the rule
 * has other values there than rows that were made from the catalog, so those need not come back.
 */
final class DerivedColumns {

    private static final Set<String> ENDS_OF_SET = Set.of("from", "where", "returning", ";");

    private final Map<String, List<String>> columns;
    private final Map<String, Set<String>> derived = new HashMap<>();
    private final Set<String> overwritten = new HashSet<>();
    private final List<Rule> rules = new ArrayList<>();

    /** One assignment of an UPDATE. */
    private record Rule(String table, String column, Set<String> sources) {}

    private DerivedColumns(Map<String, List<String>> columns) {
        this.columns = columns;
    }

    /**
     * Found in the statements of up.
     *
     * @param columns the columns before up of each table whose rows were made, names quoted where SQL needs it
     * @return columns by table, written as those
     */
    static Map<String, Set<String>> of(List<Statement> up, Map<String, List<String>> columns) {
        DerivedColumns found = new DerivedColumns(columns);
        up.stream().flatMap(statement -> statement.parts().stream()).forEach(found::read);
        found.rules.stream()
                .filter(rule -> rule.sources().stream().noneMatch(found.overwritten::contains))
                .forEach(rule -> found.derived
                        .computeIfAbsent(rule.table(), table -> new HashSet<>())
                        .add(rule.column()));
        return found.derived;
    }

    private void read(Statement statement) {
        StatementTokens tokens = statement.allTokens();
        List<String> words = tokens.identifiers();
        // What is dropped is no source any more.
        for (int at = 0; at + 1 < words.size(); at++) {
            if (words.get(at).equals("drop")) {
                overwritten.addAll(words.subList(at + 1, Math.min(at + 5, words.size())));
            }
        }
        if (!tokens.take("UPDATE")) {
            return;
        }
        tokens.take("ONLY");
        String name = tokens.takeName()
                .map(it -> String.join(".", StatementTokens.parts(it)))
                .orElse("");
        int set = words.indexOf("set");
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            String full = String.join(".", StatementTokens.parts(table.getKey()));
            if (set > 0 && !name.isEmpty() && (full.equals(name) || full.endsWith("." + name))) {
                read(table.getKey(), table.getValue(), words.subList(set + 1, words.size()));
            }
        }
    }

    private void read(String table, List<String> itsColumns, List<String> words) {
        int end = end(words);
        List<String> rest = words.subList(end, words.size());
        int from = 0;
        while (from < end) {
            int to = from;
            for (int depth = 0; to < end && (depth > 0 || !words.get(to).equals(",")); to++) {
                depth += words.get(to).equals("(") ? 1 : words.get(to).equals(")") ? -1 : 0;
            }
            if (to - from > 2 && words.get(from + 1).equals("=")) {
                assign(table, itsColumns, words.get(from), words.subList(from + 2, to), rest);
            }
            from = to + 1;
        }
    }

    private void assign(String table, List<String> itsColumns, String column, List<String> value, List<String> rest) {
        overwritten.add(column);
        Set<String> sources = new HashSet<>();
        itsColumns.stream().filter(other -> !bare(other).equals(column)).forEach(other -> {
            if (value.contains(bare(other))) {
                sources.add(bare(other));
            }
        });
        // Where its old value decides the new one, or which rows get one, it is no rule but a change.
        if (!sources.isEmpty() && !value.contains(column) && !decides(column, rest)) {
            itsColumns.stream()
                    .filter(own -> bare(own).equals(column))
                    .forEach(own -> rules.add(new Rule(table, own, sources)));
        }
    }

    private static boolean decides(String column, List<String> condition) {
        for (int at = 0; at < condition.size(); at++) {
            boolean isNull = at + 2 < condition.size()
                    && condition.get(at + 1).equals("is")
                    && condition.get(at + 2).equals("null");
            if (condition.get(at).equals(column) && !isNull) {
                return true;
            }
        }
        return false;
    }

    private static int end(List<String> words) {
        int depth = 0;
        for (int at = 0; at < words.size(); at++) {
            depth += words.get(at).equals("(") ? 1 : words.get(at).equals(")") ? -1 : 0;
            if (depth == 0 && ENDS_OF_SET.contains(words.get(at))) {
                return at;
            }
        }
        return words.size();
    }

    private static String bare(String name) {
        return StatementTokens.parts(name).get(0);
    }
}
