package io.github.claudenexus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a statement word by word: keywords in any case, names as they are written, comments nowhere. */
public final class StatementTokens {

    private static final int ENOUGH = 60;
    private static final Set<String> NO = Set.of("FALSE", "OFF", "0", "'FALSE'", "'OFF'");

    private final List<String> tokens;
    private int at;

    private StatementTokens(List<String> tokens) {
        this.tokens = tokens;
    }

    /** As many words as tell what a statement does. */
    static StatementTokens first(String sql) {
        return new StatementTokens(stream(sql).limit(ENOUGH).toList());
    }

    /** All words of it, however long it is. */
    static StatementTokens all(String sql) {
        return new StatementTokens(stream(sql).toList());
    }

    /** All words of it, and in the place of each string those within it. */
    static StatementTokens withinStrings(String sql) {
        return new StatementTokens(streamWithinStrings(sql).toList());
    }

    /** All words of it, names among them as the server keeps them, one at a time: together they may not fit into memory. */
    static Stream<String> words(String sql) {
        return stream(sql).map(StatementTokens::identifier);
    }

    /** The same, and in the place of each string the words within it. */
    static Stream<String> wordsWithinStrings(String sql) {
        return streamWithinStrings(sql).map(StatementTokens::identifier);
    }

    private static Stream<String> streamWithinStrings(String sql) {
        return stream(sql)
                .flatMap(token ->
                        content(token).map(StatementTokens::streamWithinStrings).orElse(Stream.of(token)));
    }

    private static Optional<String> content(String token) {
        boolean dollar = token.length() > 1 && token.startsWith("$") && token.endsWith("$");
        if (!dollar && !token.endsWith("'")) {
            return Optional.empty();
        }
        String quote = dollar ? token.substring(0, token.indexOf('$', 1) + 1) : "'";
        return Optional.of(token.substring(token.indexOf(quote) + quote.length(), token.length() - quote.length()));
    }

    private static Stream<String> stream(String sql) {
        SqlLexer lexer = new SqlLexer(SourceText.of(sql));
        return Stream.iterate(next(lexer), Optional::isPresent, token -> next(lexer))
                .map(Optional::get)
                .filter(token -> token.kind() != SqlLexer.TokenKind.COMMENT)
                .map(SqlLexer.Token::text);
    }

    // What cannot be read to its end is for the server to refuse.
    private static Optional<SqlLexer.Token> next(SqlLexer lexer) {
        try {
            return lexer.next();
        } catch (BadSqlException brokenOff) {
            return Optional.empty();
        }
    }

    /** The parts of a name, as the server keeps them. */
    public static List<String> parts(String name) {
        return words(name).filter(word -> !word.equals(".")).toList();
    }

    /** All words, names among them as the server keeps them. */
    public List<String> identifiers() {
        return tokens.stream().map(StatementTokens::identifier).toList();
    }

    /** All words as they are written. */
    public List<String> asWritten() {
        return List.copyOf(tokens);
    }

    private static String identifier(String token) {
        return token.length() > 1 && token.startsWith("\"") && token.endsWith("\"")
                ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
                : token.toLowerCase(Locale.ROOT);
    }

    /** Steps over these keywords, if all of them come next. */
    public boolean take(String... keywords) {
        for (int index = 0; index < keywords.length; index++) {
            if (!peek(index).equals(keywords[index])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    /** Steps behind the first place where these keywords come, if there is one. */
    public boolean takeTo(String... keywords) {
        int from = at;
        while (at < tokens.size()) {
            if (take(keywords)) {
                return true;
            }
            at++;
        }
        at = from;
        return false;
    }

    /** Steps over options in parentheses, if they come next; whether this one is among them and not switched off. */
    boolean takeOption(String option) {
        if (!take("(")) {
            return false;
        }
        boolean on = false;
        while (!peek(0).isEmpty() && !take(")")) {
            on = take(option) ? !NO.contains(peek(0)) : on;
            at += peek(0).equals(")") ? 0 : 1;
        }
        return on;
    }

    /** Steps over a name with all its parts; empty where none comes next, or any part has Unicode escapes. */
    public Optional<String> takeName() {
        if (!isIdentifier(0)) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder(tokens.get(at++));
        while (peek(0).equals(".") && isIdentifier(1)) {
            name.append('.').append(tokens.get(at + 1));
            at += 2;
        }
        return peek(0).equals(".") ? Optional.empty() : Optional.of(name.toString());
    }

    /** Steps behind the next comma outside of parentheses; false where none comes. */
    public boolean takeToComma() {
        int depth = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at++);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (depth == 0 && token.equals(",")) {
                return true;
            }
        }
        return false;
    }

    /** The word so many ahead of the next one, in capitals; an empty one behind the end. */
    public String peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead).toUpperCase(Locale.ROOT) : "";
    }

    /** At most so many of the next words in capitals, up to the first token that is none. */
    String leading(int most) {
        List<String> words = new ArrayList<>();
        while (words.size() < most && isIdentifier(words.size())) {
            words.add(peek(words.size()));
        }
        return String.join(" ", words);
    }

    private boolean isIdentifier(int ahead) {
        String token = peek(ahead);
        return token.startsWith("\"")
                || (!token.isEmpty()
                        && !token.contains("\"")
                        && !token.contains("'")
                        && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_'));
    }
}
