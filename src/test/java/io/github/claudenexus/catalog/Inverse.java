package io.github.claudenexus.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The statement that drops an object, made of its path in a picture. */
final class Inverse {

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^.\" ]+)";

    /** In this order; the last one is for every other kind. */
    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put("column (.*)\\." + NAME, "ALTER TABLE $1 DROP COLUMN $2 CASCADE");
        STATEMENTS.put("table constraint " + NAME + " on (.*)", "ALTER TABLE $2 DROP CONSTRAINT $1 CASCADE");
        STATEMENTS.put("domain constraint " + NAME + " on (.*)", "ALTER DOMAIN $2 DROP CONSTRAINT $1");
        STATEMENTS.put(
                "text search mapping for (.*) in (.*)", "ALTER TEXT SEARCH CONFIGURATION $2 DROP MAPPING FOR $1");
        STATEMENTS.put(
                "(?:operator|function) of access method (operator|function) (.*) of (.*)",
                "ALTER OPERATOR FAMILY $3 DROP $1 $2");
        STATEMENTS.put("publication relation (.*) in publication (.*)", "ALTER PUBLICATION $2 DROP TABLE $1");
        STATEMENTS.put(
                "publication namespace (.*) in publication (.*)", "ALTER PUBLICATION $2 DROP TABLES IN SCHEMA $1");
        STATEMENTS.put("user mapping (.*) on server (.*)", "DROP USER MAPPING FOR $1 SERVER $2");
        STATEMENTS.put(
                "subscription (.*)", "ALTER SUBSCRIPTION $1 SET (slot_name = NONE); DROP SUBSCRIPTION $1 CASCADE");
        STATEMENTS.put("statistics object (.*)", "DROP STATISTICS $1");
        STATEMENTS.put("foreign-data wrapper (.*)", "DROP FOREIGN DATA WRAPPER $1 CASCADE");
        STATEMENTS.put("aggregate (.*)", "DROP ROUTINE $1 CASCADE");
        STATEMENTS.put("(.*)", "DROP $1 CASCADE");
    }

    private Inverse() {}

    /** Empty for objects that no statement can drop: a view's columns, default privileges. */
    static Optional<String> of(String object, Picture picture) {
        String whole = picture.objects()
                .getOrDefault(object, Collections.emptySortedMap())
                .getOrDefault("of", "");
        if ((object.startsWith("column ") && !whole.startsWith("table ")) || object.startsWith("default acl ")) {
            return Optional.empty();
        }
        return STATEMENTS.keySet().stream()
                .filter(object::matches)
                .findFirst()
                .map(pattern -> object.replaceFirst(pattern, STATEMENTS.get(pattern)));
    }
}
