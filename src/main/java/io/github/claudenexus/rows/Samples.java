package io.github.claudenexus.rows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of every type, as the server reads them; those of one type and number are the same in every table. */
final class Samples {

    /** Longer than most columns that a text is ever narrowed to. */
    private static final int LONG = 300;

    private static final int LONGEST = 4000;
    private static final String WORDS = "The quick brown fox jumps over the lazy dog. ";
    private static final LocalDate DAY = LocalDate.of(2024, 2, 28);

    private static final String NESTED =
            "{\"a\": {\"b\": [1, null, {\"c\": []}]}, \"d\": \"\\\" \\\\ é\", \"e\": 1.50}";
    private static final String ALL_BYTES =
            "\\x" + IntStream.range(0, 256).mapToObj("%02x"::formatted).collect(Collectors.joining());

    private final Map<Long, ColumnType> types;
    private final RowChoice choice;

    /**
     * Of these types.
     *
     * @param choice what typical texts and numbers are
     */
    Samples(Map<Long, ColumnType> types, RowChoice choice) {
        this.types = Map.copyOf(types);
        this.choice = choice;
    }

    /** How many values an enum has, also one within an array or a domain; 0 of another type. */
    int labels(long type) {
        ColumnType known = types.get(type);
        if (known == null) {
            return 0;
        }
        return known.is("array") || known.is("domain")
                ? labels(known.part())
                : known.labels().size();
    }

    /** The type without the domains around it. */
    ColumnType base(long type) {
        ColumnType known = types.getOrDefault(type, UNKNOWN);
        return known.is("domain") ? base(known.part()) : known;
    }

    private static final ColumnType UNKNOWN =
            new ColumnType("unknown", "unknown", 0, -1, List.of(), List.of(), List.of(), List.of());

    /** What a domain, and those that it is made of, demand of VALUE. */
    List<String> checks(long type) {
        ColumnType known = types.getOrDefault(type, UNKNOWN);
        if (!known.is("domain")) {
            return List.of();
        }
        List<String> checks = new ArrayList<>(checks(known.part()));
        checks.addAll(known.checks());
        return checks;
    }

    /** A type's name as a cast writes it. */
    String name(long type) {
        return types.getOrDefault(type, UNKNOWN).name();
    }

    /**
     * A value.
     *
     * @param n typical ones differ by it
     * @return empty where none is known
     */
    Optional<String> value(long type, int modifier, RowKind kind, int n) {
        ColumnType known = types.getOrDefault(type, UNKNOWN);
        return switch (known.kind()) {
            case "domain" -> value(known.part(), known.modifier(), kind, n);
            case "array" -> array(known, modifier, kind, n);
            case "enum" -> label(known.labels(), kind, n);
            case "composite" -> composite(known, kind, n);
            case "range" -> range(known, kind, n);
            case "multirange" ->
                value(known.part(), -1, kind, n).map(range -> range.isEmpty() ? "{}" : "{" + range + "}");
            default -> {
                String own = own(known.kind(), modifier, kind, n);
                yield own.isEmpty() && !isText(known) ? Optional.empty() : Optional.of(own);
            }
        };
    }

    boolean isText(ColumnType type) {
        return type.is("text") || type.is("varchar") || type.is("bpchar") || type.is("name") || type.is("char");
    }

    private static Optional<String> label(List<String> labels, RowKind kind, int n) {
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        int last = labels.size() - 1;
        return Optional.of(
                switch (kind) {
                    case GREATEST -> labels.get(last);
                    case LEAST -> labels.get(0);
                    default -> labels.get(n % labels.size());
                });
    }

    private Optional<String> array(ColumnType array, int modifier, RowKind kind, int n) {
        if (kind == RowKind.LEAST) {
            return Optional.of("{}");
        }
        Optional<String> first = value(array.part(), modifier, kind, n);
        Optional<String> second = kind == RowKind.ODD
                ? Optional.of("NULL")
                : value(array.part(), modifier, kind, n + 1).map(Samples::quoted);
        // The elements of box[] are the only ones that a semicolon separates.
        String separator = types.getOrDefault(array.part(), UNKNOWN).is("box") ? ";" : ",";
        return first.map(one -> "{" + quoted(one) + separator + second.orElse("NULL") + "}");
    }

    private Optional<String> composite(ColumnType type, RowKind kind, int n) {
        List<String> fields = new ArrayList<>();
        for (int place = 0; place < type.attributes().size(); place++) {
            Optional<String> field =
                    value(type.attributes().get(place), type.modifiers().get(place), kind, n);
            fields.add(field.map(Samples::quoted).orElse(""));
        }
        return Optional.of("(" + String.join(",", fields) + ")");
    }

    private Optional<String> range(ColumnType type, RowKind kind, int n) {
        if (kind == RowKind.LEAST) {
            return Optional.of("empty");
        }
        if (kind == RowKind.GREATEST) {
            return Optional.of("(,)");
        }
        Optional<String> from = value(type.part(), -1, RowKind.TYPICAL, 2 * n);
        Optional<String> to = value(type.part(), -1, RowKind.TYPICAL, 2 * n + 1);
        return from.flatMap(low -> to.map(high -> "[" + quoted(low) + "," + quoted(high) + ")"));
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static <T> T pick(RowKind kind, T typical, T greatest, T least, T odd) {
        return switch (kind) {
            case GREATEST -> greatest;
            case LEAST -> least;
            case ODD -> odd;
            default -> typical;
        };
    }

    /** Of a type of PostgreSQL's own; empty where it is none of these. */
    private String own(String type, int modifier, RowKind kind, int n) {
        String day = DAY.plusDays(n).toString();
        return switch (type) {
            case "bool" -> pick(kind, n % 2 == 0 ? "t" : "f", "t", "f", "f");
            case "int2" -> pick(kind, (choice.farKeys() ? 30_000 : 1) + n + "", "32767", "-32768", "0");
            case "int4" -> pick(kind, (choice.farKeys() ? 1_000_000 : 1) + n + "", "2147483647", "-2147483648", "0");
            case "int8" ->
                pick(
                        kind,
                        (choice.farKeys() ? 1_000_000 : 1) + n + "",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "0");
            case "float4" -> pick(kind, n + ".25", "3.4028235e+38", "-3.4028235e+38", "NaN");
            case "float8" -> pick(kind, n + ".25", "1.7976931348623157e+308", "-Infinity", "NaN");
            case "numeric" -> numeric(modifier, kind, n);
            case "money" -> pick(kind, n + ".37", "92233720368547758.07", "-92233720368547758.08", "0.00");
            case "text", "citext" -> text(LONG, kind, n);
            case "varchar" -> text(modifier < 0 ? LONG : modifier - 4, kind, n);
            case "bpchar" -> text(modifier < 0 ? LONG : modifier - 4, kind, n);
            case "name" -> text(63, kind, n);
            case "char" -> pick(kind, (char) ('A' + n % 26) + "", "z", "", " ");
            case "bytea" -> pick(kind, "\\x00ff%02x".formatted(n), ALL_BYTES, "\\x", "\\x00");
            case "date" -> pick(kind, day, "infinity", "-infinity", "1969-12-31");
            case "timestamp" ->
                pick(kind, day + " 12:34:56.789012", "infinity", "-infinity", "1969-12-31 23:59:59.999999");
            case "timestamptz" ->
                pick(kind, day + " 12:34:56.789012+00", "infinity", "-infinity", "1969-12-31 23:59:59.999999+00");
            case "time" -> pick(kind, "12:34:%02d.789012".formatted(n % 60), "24:00:00", "00:00:00", "23:59:59.999999");
            case "timetz" ->
                pick(
                        kind,
                        "12:34:%02d.789012+02".formatted(n % 60),
                        "24:00:00-15:59",
                        "00:00:00+15:59",
                        "12:00:00+05:30");
            case "interval" ->
                pick(
                        kind,
                        "1 mon %d days 03:04:05.678".formatted(n),
                        "178000000 years",
                        "-178000000 years",
                        "00:00:00");
            case "uuid" ->
                pick(
                        kind,
                        "0b7c6d5e-4f3a-4b2c-8d1e-%012x".formatted(n + 1),
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "00000000-0000-0000-0000-000000000000",
                        "0b7c6d5e-4f3a-4b2c-8d1e-ffffffffffff");
            case "json", "jsonb" ->
                pick(kind, "{\"id\": %d, \"name\": \"%s\"}".formatted(n + 1, "Sample " + (n + 1)), NESTED, "{}", "[]");
            case "jsonpath" -> "$.\"a" + n + "\"";
            case "xml" -> "<a>" + n + "</a>";
            case "inet" -> pick(kind, "192.0.2." + (n + 1), "2001:db8::ffff/64", "0.0.0.0/0", "10.1.2.3/8");
            case "cidr" -> pick(kind, "198.51." + n + ".0/24", "2001:db8::/32", "0.0.0.0/0", "10.0.0.0/8");
            case "macaddr" -> "08:00:2b:01:02:%02x".formatted(n);
            case "macaddr8" -> "08:00:2b:01:02:03:04:%02x".formatted(n);
            case "point" -> "(0.5," + n + ")";
            case "line" -> "{1,-1," + n + "}";
            case "lseg" -> "[(0,0),(1.5," + n + ")]";
            case "box" -> "(2.5," + (n + 1) + "),(0,0)";
            case "path", "polygon" -> "((0,0),(1.5," + n + "),(2,0))";
            case "circle" -> "<(0,0)," + (n + 1) + ">";
            case "bit" -> bits(modifier < 0 ? 1 : modifier, kind, n);
            case "varbit" -> kind == RowKind.LEAST ? "0" : bits(modifier < 0 ? 20 : modifier, kind, n);
            case "tsvector" -> "'sample':1 'w" + n + "':2";
            case "tsquery" -> "'sample' & 'w" + n + "'";
            case "oid", "xid", "xid8", "cid" -> 100 + n + "";
            case "tid" -> "(0," + (n + 1) + ")";
            case "pg_lsn" -> "0/" + Integer.toHexString(n + 1).toUpperCase(Locale.ROOT);
            case "pg_snapshot", "txid_snapshot" -> "10:" + (20 + n) + ":";
            case "regclass" -> "pg_class";
            case "regtype" -> "integer";
            case "regnamespace" -> "pg_catalog";
            case "regproc", "refcursor" -> "now";
            case "regprocedure" -> "now()";
            case "regconfig", "regdictionary" -> "simple";
            case "int2vector", "oidvector" -> "1 " + (n + 2);
            default -> "";
        };
    }

    private String text(int room, RowKind kind, int n) {
        if (kind == RowKind.GREATEST) {
            return cut(WORDS.repeat(LONGEST / WORDS.length() + 1), Math.min(room, LONGEST));
        }
        if (kind == RowKind.LEAST) {
            return "";
        }
        if (kind == RowKind.ODD) {
            return room < 4 ? cut(" x ", room) : "  " + cut("Ünïcode 'it''s' \"q\"\t\\ %_", room - 4) + "  ";
        }
        if (choice.word().isPresent()) {
            return cut(choice.word().get(), room);
        }
        String sample = "Sample " + (n + 1);
        return sample.length() <= room ? sample : cut((char) ('A' + n % 26) + "bcdefg", room);
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static String numeric(int modifier, RowKind kind, int n) {
        if (modifier < 0) {
            return pick(
                    kind,
                    n + 1 + ".37512",
                    "12345678901234567890.123456789",
                    "-12345678901234567890.123456789",
                    "-0.005");
        }
        int precision = (modifier - 4) >> 16;
        int scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
        // A scale below 0 rounds to tens or hundreds, one above the precision leaves no digit that is not a fraction.
        if (scale <= 0 || scale > precision) {
            String nines = "9".repeat(precision) + "0".repeat(Math.max(0, -scale));
            String small = scale > precision ? "0." + "0".repeat(scale - precision) : "";
            return pick(
                    kind,
                    small + (n % 9 + 1) + "0".repeat(Math.max(0, -scale)),
                    small + nines,
                    "-" + small + nines,
                    "0");
        }
        String whole = "9".repeat(precision - scale);
        String fraction = cut("37512".repeat(scale), scale);
        // It can be rounded to a whole number of as many digits.
        String greatest = (whole.isEmpty() ? "0" : whole) + "." + fraction;
        return pick(
                kind,
                (whole.isEmpty() ? "0" : n % 9 + 1 + "") + "." + fraction,
                greatest,
                "-" + greatest,
                "-0." + "0".repeat(scale - 1) + "5");
    }

    private static String bits(int length, RowKind kind, int n) {
        String last = "000000" + Integer.toBinaryString(n);
        return pick(
                kind,
                (length > last.length() ? "10".repeat(length).substring(0, length - last.length()) : "")
                        + last.substring(Math.max(0, last.length() - length)),
                "1".repeat(length),
                "0".repeat(length),
                "01".repeat(length).substring(0, length));
    }
}
