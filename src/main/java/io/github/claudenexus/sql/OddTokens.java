package io.github.claudenexus.sql;

import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.sql.SqlLexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds, among the tokens of a file, those that psql would send and that mean something else to their author. */
final class OddTokens {

    private static final String ESCAPES = "standard_conforming_strings";

    private final SourceText source;
    private final List<BadSqlException> found = new ArrayList<>();
    private Token previous = new Token(TokenKind.OTHER, -1, -1, "");
    private boolean sets;

    OddTokens(SourceText source) {
        this.source = source;
    }

    List<BadSqlException> found() {
        return found;
    }

    /** Looks at the next token, which is no comment. */
    void look(Token token) throws BadSqlException {
        if (token.kind() == TokenKind.WORD) {
            refuseInvisible(token);
        } else if (!source.isFilled()
                && token.text().equals("{")
                && previous.text().equals("$")
                && previous.end() == token.start()) {
            refusePlaceholder(previous.start());
        }
        refuseEscapes(token);
        previous = token;
    }

    private void refuseInvisible(Token word) {
        String text = word.text();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            boolean space = Character.isSpaceChar(character);
            if (space || Character.getType(character) == Character.FORMAT) {
                found.add(source.bad(
                        word.start() + at,
                        String.format(
                                Locale.ROOT,
                                "there is an invisible character, U+%04X (%s), which PostgreSQL reads as a letter",
                                character,
                                Character.getName(character).toLowerCase(Locale.ROOT)),
                        space ? "Put an ordinary space in its place." : "Delete it."));
                return;
            }
        }
    }

    private void refusePlaceholder(int start) {
        String placeholder = source.text().substring(start).split("(?<=})|\\s", 2)[0];
        found.add(source.bad(
                start,
                placeholder + " is a placeholder, and placeholders are not replaced here",
                "Write the value itself, or set nexus.placeholders=true and give the value as a variable."));
    }

    // From here on psql would find the ends of strings in another way; so nothing that follows is read at all.
    private void refuseEscapes(Token token) throws BadSqlException {
        String word = token.text().toLowerCase(Locale.ROOT).replace("'", "");
        if (token.text().equalsIgnoreCase(ESCAPES)) {
            sets = true;
        } else if (sets && !word.equals("=") && !word.equals("to")) {
            sets = false;
            if (List.of("off", "false", "no", "0").contains(word)) {
                throw source.bad(
                        token.start(),
                        ESCAPES + " is turned off, which changes where the strings of this file end",
                        "Take the line out, and write a string with backslash escapes as E'…'.");
            }
        }
    }
}
