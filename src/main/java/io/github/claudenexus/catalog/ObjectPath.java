package io.github.claudenexus.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an object is called, by PostgreSQL's names: {@code index public.i}, {@code trigger t on public.orders}.
 *
 * @param kind what it is; empty of what is no object of the catalog
 * @param name its name, quoted where that is needed, with its schema unless it is a part of another object
 * @param on the table or type that it is a part of, and is named after; empty for all but columns, constraints, triggers,
 *     policies and rules
 */
public record ObjectPath(String kind, String name, Optional<String> on) {

    private static final String COLUMN = "column";
    private static final Set<String> NAMED_ON =
            Set.of("table constraint", "domain constraint", "trigger", "policy", "rule");

    // Of more than one word; the longest first, since one may begin with another.
    private static final List<String> KINDS = Stream.of(
                    "access method",
                    "default acl",
                    "domain constraint",
                    "event trigger",
                    "foreign-data wrapper",
                    "foreign table",
                    "materialized view",
                    "operator class",
                    "operator family",
                    "statistics object",
                    "table constraint",
                    "text search configuration",
                    "text search dictionary",
                    "text search parser",
                    "text search template",
                    "user mapping")
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private static final String IDENTIFIER = "\"(?:[^\"]|\"\")+\"";
    private static final Pattern QUALIFIED = Pattern.compile("(.+)\\.(" + IDENTIFIER + "|[^.\"]+)", Pattern.DOTALL);
    private static final Pattern ON = Pattern.compile("(" + IDENTIFIER + "|\\S+) on (.+)", Pattern.DOTALL);

    /** Of a path as a picture has it: the kind and the identity that pg_identify_object gives. */
    public static ObjectPath of(String path) {
        String kind = KINDS.stream()
                .filter(one -> path.startsWith(one + " "))
                .findFirst()
                .orElse(path.contains(" ") ? path.substring(0, path.indexOf(' ')) : "");
        String identity = kind.isEmpty() ? path : path.substring(kind.length() + 1);
        if (kind.equals(COLUMN)) {
            Matcher column = QUALIFIED.matcher(identity);
            if (column.matches()) {
                return new ObjectPath(kind, column.group(2), Optional.of(column.group(1)));
            }
        }
        if (NAMED_ON.contains(kind)) {
            Matcher part = ON.matcher(identity);
            if (part.matches()) {
                return new ObjectPath(kind, part.group(1), Optional.of(part.group(2)));
            }
        }
        return new ObjectPath(kind, identity, Optional.empty());
    }

    /** Of a table. */
    public static ObjectPath table(String name) {
        return new ObjectPath("table", name, Optional.empty());
    }

    /** Of a column of a table. */
    public static ObjectPath column(String table, String name) {
        return new ObjectPath(COLUMN, name, Optional.of(table));
    }

    /** Whether it is of one of these kinds. */
    public boolean is(String... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** Whether it is a column of a table or a view, or an attribute of a type. */
    public boolean isColumn() {
        return is(COLUMN);
    }

    /** Its name without its schema. */
    public String unqualifiedName() {
        Matcher qualified = QUALIFIED.matcher(name);
        return qualified.matches() ? qualified.group(2) : name;
    }

    /** As statements name it: of a column the table comes first. */
    public String qualifiedName() {
        return isColumn() ? on.map(table -> table + ".").orElse("") + name : name;
    }

    /** The same with the names passed through a function. */
    public ObjectPath map(UnaryOperator<String> texts) {
        return new ObjectPath(kind, texts.apply(name), on.map(texts));
    }

    /** As reports write it. */
    @Override
    public String toString() {
        String identity = isColumn()
                ? qualifiedName()
                : name + on.map(whole -> " on " + whole).orElse("");
        return kind.isEmpty() ? identity : kind + " " + identity;
    }
}
