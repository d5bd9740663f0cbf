package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement as its tokens: comments left out, a quoted name whole. */
public final class SqlTokens {

    private SqlTokens() {}

    /** The first tokens as they are written; fewer where the statement ends, or breaks off inside of a token. */
    public static List<String> first(String sql, int count) {
        List<String> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SourceText.of(sql));
        int end = -1;
        try {
            Optional<SqlLexer.Token> next = lexer.next();
            while (next.isPresent() && tokens.size() <= count) {
                SqlLexer.Token token = next.get();
                if (token.kind() != SqlLexer.Kind.COMMENT) {
                    add(tokens, token, token.start() == end);
                    end = token.end();
                }
                next = lexer.next();
            }
        } catch (BadSqlException brokenOff) {
            // What follows is for the server to refuse.
        }
        return List.copyOf(tokens.subList(0, Math.min(count, tokens.size())));
    }

    // The lexer reads a doubled quote as two names side by side.
    private static void add(List<String> tokens, SqlLexer.Token token, boolean sideBySide) {
        int last = tokens.size() - 1;
        if (sideBySide && token.text().startsWith("\"") && tokens.get(last).endsWith("\"")) {
            tokens.set(last, tokens.get(last) + token.text());
        } else {
            tokens.add(token.text());
        }
    }
}
