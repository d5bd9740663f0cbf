package io.github.claudenexus.sql;

import io.github.claudenexus.testing.Fuzz;
import java.util.List;
import java.util.Random;

/** Random SQL, mostly of no sense: tokens that the scanner must not mistake for one another, in any order. */
final class SqlPieces {

    private static final List<String> WORDS = List.of(
            "SELECT",
            "a",
            "e",
            "n",
            "U",
            "begin",
            "BEGIN",
            "end",
            "case",
            "atomic",
            "create",
            "CREATE FUNCTION",
            "create or replace procedure",
            "function",
            "or",
            "as",
            "from",
            "tü😀x",
            "a$b",
            "_1",
            "1",
            "1.5",
            "1e5",
            "$1");

    private static final List<String> QUOTED = List.of(
            "'a;b'",
            "'it''s;'",
            "'no \\'",
            "E'it\\'s;'",
            "e'\\\\'",
            "E';'';\\\\'",
            "U&'d\\0061t;'",
            "B'1'",
            "N'x;'",
            "X'1F'",
            "\"a;\"\"b\"",
            "U&\"a;\"",
            "$$a;b'$$",
            "$t$a;$$;$T$ -- b$t$",
            "$ü1$;/*$ü1$",
            "$_$\n;\n$_$",
            "';\n;'");

    private static final List<String> SYMBOLS =
            List.of("(", ")", "((", "))", ",", ".", "::", "->>", "+", "*", "||", "=", "[", "]", "<>", "@>", "#>>");

    private static final List<String> COMMENTS =
            List.of("/* ; */", "/* a; /* b; */ ' */", "/**/", "-- ;\n", "--\n", "-- ' \" $$ /*\n", "/* -- */");

    private static final List<String> SOUP = List.of(
            "'",
            "''",
            "\"",
            "$",
            "$$",
            "$a$",
            "E'",
            "\\",
            ";",
            "(",
            ")",
            "/*",
            "*/",
            "--",
            "\n",
            "\r\n",
            " ",
            "a",
            "1",
            "create function",
            "begin",
            "end",
            "case",
            "copy",
            "from stdin",
            "ü",
            "😀",
            "\0",
            "\u00a0",
            "nexus:",
            "-- nexus: transactional=false\n");

    private SqlPieces() {}

    /** Characters that may open what nothing closes. */
    static String soup(Random random) {
        return Fuzz.some(random, 40, SOUP);
    }

    /**
     * A script of whole tokens. No comment is at the edge of a statement and no statement is empty: psql keeps of those
     * what we do not.
     */
    static String script(Random random) {
        StringBuilder script = new StringBuilder();
        boolean fresh = true;
        for (int left = 1 + random.nextInt(25); left > 0; left--) {
            if (!fresh && random.nextInt(6) == 0) {
                script.append(";").append(Fuzz.one(random, "", " ", "\n"));
                fresh = true;
                continue;
            }
            if (!fresh) {
                script.append(between(random));
            }
            script.append(token(random, fresh));
            fresh = false;
        }
        return script.append(fresh ? "a" : "").toString();
    }

    private static String token(Random random, boolean first) {
        int kind = random.nextInt(first ? 7 : 10);
        List<String> tokens = kind < 5 ? WORDS : kind < 7 ? QUOTED : SYMBOLS;
        return tokens.get(random.nextInt(tokens.size()));
    }

    // Two words side by side would be one, and one after a number is read in another way by each version of psql.
    private static String between(Random random) {
        return Fuzz.one(random, " ", "\n", "\t", " ", " " + COMMENTS.get(random.nextInt(COMMENTS.size())) + " ");
    }
}
