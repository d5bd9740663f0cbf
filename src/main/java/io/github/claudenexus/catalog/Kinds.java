package io.github.claudenexus.catalog;

import io.github.claudenexus.jdbc.SqlResource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The kinds of objects there are, each a query in a resource of its name: it returns a row an object, the path in the
 * column {@code object} and a property in every other; or a row a property, its name and its value in columns of
 * these names. Rows of one path are one object. The columns {@code key} and {@code id} are not of the object, but of the
 * {@link Fragment}; a query that has a key has the condition that reads some keys only in a comment. A number behind the name
 * is the first version of PostgreSQL that has the kind, or has more of it.
 */
final class Kinds {

    private static final List<String> FILES = List.of(
            "schema",
            "extension",
            "extension-dependency",
            "language",
            "access-method",
            "table",
            "column",
            "constraint",
            "index",
            "statistics",
            "view",
            "sequence",
            "function",
            "aggregate",
            "operator",
            "operator-family",
            "operator-family-member",
            "operator-class",
            "cast",
            "conversion",
            "collation",
            "transform",
            "enum",
            "domain",
            "range",
            "composite",
            "base-type",
            "trigger",
            "event-trigger",
            "rule",
            "policy",
            "foreign-data-wrapper",
            "server",
            "user-mapping",
            "foreign-options",
            "publication",
            "publication-table",
            "publication-table-15",
            "publication-schema-15",
            "subscription",
            "subscription-15",
            "subscription-16",
            "subscription-17",
            "text-search-parser",
            "text-search-template",
            "text-search-dictionary",
            "text-search-configuration",
            "text-search-mapping",
            "grant",
            "comment",
            "security-label");

    private static final Pattern CONDITION = Pattern.compile("-- ((?:AND|WHERE) .* = ANY \\(\\?\\))");

    // The files are read once: a rehearsal reads catalogs by the hundred.
    private static final Map<Integer, Map<String, String>> QUERIES = new ConcurrentHashMap<>();
    private static final Map<Integer, List<String>> KEYED_QUERIES = new ConcurrentHashMap<>();

    private Kinds() {}

    /** The kinds that a server of this major version has, and their queries. */
    static Map<String, String> queries(int major) {
        return QUERIES.computeIfAbsent(major, Kinds::read);
    }

    private static Map<String, String> read(int major) {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String file : FILES) {
            String kind = file.replaceFirst("-\\d+$", "");
            int since = kind.equals(file) ? 0 : Integer.parseInt(file.substring(kind.length() + 1));
            if (since <= major) {
                queries.put(kind, SqlResource.read(Kinds.class, file + ".sql"));
            }
        }
        return Collections.unmodifiableMap(queries);
    }

    /** The queries of the kinds that have a key, for some keys only: every parameter is the list of these. */
    static List<String> keyedQueries(int major) {
        return KEYED_QUERIES.computeIfAbsent(major, version -> queries(version).values().stream()
                .filter(sql -> CONDITION.matcher(sql).find())
                .map(sql -> CONDITION.matcher(sql).replaceAll("$1"))
                .toList());
    }
}
