package io.github.claudenexus.sql;

import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.sql.SqlLexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Splits a SQL file into its statements, where psql would. */
public final class SqlSplitter {

    private static final Set<String> OF_PG_DUMP = Set.of("\\restrict", "\\unrestrict", "\\connect");

    private final SourceText source;
    private final SqlLexer lexer;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Token> leadingComments = new ArrayList<>();
    private final List<Token> laterComments = new ArrayList<>();
    private final List<BadSqlException> flaws = new ArrayList<>();
    private final OddTokens odd;

    private SqlSplitter(SourceText source) {
        this.source = source;
        this.lexer = new SqlLexer(source);
        this.odd = new OddTokens(source);
    }

    /**
     * Splits a file.
     *
     * @throws BadSqlException where psql would read it in another way; what else is wrong is suppressed onto it
     */
    public static Pieces split(SourceText source) throws BadSqlException {
        return new SqlSplitter(source).split();
    }

    /** The comments before the first statement; where the text cannot be read on, those before that place. */
    public static List<Token> leadingComments(SourceText source) {
        SqlLexer lexer = new SqlLexer(source);
        List<Token> comments = new ArrayList<>();
        try {
            for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
                Token token = next.get();
                if (token.kind() == TokenKind.COMMENT) {
                    comments.add(token);
                } else if (!token.text().equals(";")) {
                    return comments;
                }
            }
        } catch (BadSqlException brokenOff) {
            return comments; // Splitting says what is wrong.
        }
        return comments;
    }

    /** The statements of a text that is sent as one; what cannot be read to its end is one of them. */
    static List<Statement> parts(Statement whole) {
        SourceText source = SourceText.of(whole.text());
        SqlLexer lexer = new SqlLexer(source);
        List<Statement> parts = new ArrayList<>();
        StatementInProgress part = new StatementInProgress();
        try {
            for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
                Token token = next.get();
                if (token.text().equals(";") && part.mayEnd()) {
                    addPart(parts, whole, source, part, part.end());
                    part = new StatementInProgress();
                } else if (token.kind() != TokenKind.COMMENT) {
                    part.add(token);
                }
            }
        } catch (BadSqlException brokenOff) {
            addPart(parts, whole, source, part, source.text().length());
            return parts;
        }
        addPart(parts, whole, source, part, part.end());
        return parts;
    }

    private static void addPart(
            List<Statement> parts, Statement whole, SourceText source, StatementInProgress part, int end) {
        if (!part.isEmpty()) {
            parts.add(new Statement(
                    source.text().substring(part.start(), end),
                    whole.start().plus(source.position(part.start())),
                    Optional.empty()));
        }
    }

    private Pieces split() throws BadSqlException {
        try {
            read();
        } catch (BadSqlException breaksOff) {
            flaws.add(breaksOff);
        }
        if (flaws.isEmpty()) {
            return new Pieces(statements, leadingComments, laterComments, odd.found());
        }
        flaws.addAll(odd.found());
        throw BadSqlException.all(flaws);
    }

    private void read() throws BadSqlException {
        StatementInProgress statement = new StatementInProgress();
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            if (token.kind() == TokenKind.COMMENT) {
                boolean leading = statements.isEmpty() && statement.isEmpty();
                (leading ? leadingComments : laterComments).add(token);
            } else if (token.text().equals("\\")) {
                flaws.add(metaCommand(token));
                lexer.skipLine();
            } else if (token.text().equals(";") && statement.mayEnd()) {
                finish(statement, true);
                statement = new StatementInProgress();
            } else {
                odd.look(token);
                statement.add(token);
            }
        }
        finish(statement, false);
    }

    private void finish(StatementInProgress statement, boolean ended) throws BadSqlException {
        if (statement.isEmpty()) {
            return;
        }
        int start = statement.start();
        if (statement.openParenthesis().isPresent()) {
            throw source.bad(
                    statement.openParenthesis().get().start(),
                    "the parenthesis that opens here is not closed",
                    "Close it.");
        }
        if (statement.isCopyToStdout()) {
            flaws.add(
                    source.bad(start, "COPY to STDOUT needs psql", "Take it out: nothing reads what it would write."));
        }
        Optional<SourceText.Range> rows = statement.isCopyFromStdin() ? rows(start, ended) : Optional.empty();
        statements.add(source.statement(start, statement.end(), rows));
    }

    // psql reads them from the line after the semicolon, and runs first what follows it on the same line.
    private Optional<SourceText.Range> rows(int start, boolean ended) throws BadSqlException {
        if (!ended || !lexer.restOfLine().isBlank()) {
            throw source.bad(
                    start,
                    "the rows of this COPY do not begin on the line after it",
                    "End the statement with a semicolon, the last thing on its line, and write the rows below it.");
        }
        lexer.skipLine();
        Optional<SourceText.Range> rows = lexer.rows();
        if (rows.isEmpty()) {
            throw source.bad(
                    start, "the rows of this COPY have no end", "Write a line with \\. alone after the last row.");
        }
        return rows;
    }

    private BadSqlException metaCommand(Token backslash) {
        String command = source.text().substring(backslash.start()).split("[\\s;]", 2)[0];
        return source.bad(
                backslash.start(),
                command + " is a command of psql, which PostgreSQL does not know",
                OF_PG_DUMP.contains(command)
                        ? "pg_dump writes it for psql: delete the line."
                        : "Write it as SQL; what takes a program belongs in a Java migration.");
    }

    /**
     * A file in pieces.
     *
     * @param statements its statements, in order
     * @param leadingComments the comments before the first statement
     * @param laterComments all others
     * @param odd what psql would send as it is, and what is wrong all the same
     */
    public record Pieces(
            List<Statement> statements,
            List<Token> leadingComments,
            List<Token> laterComments,
            List<BadSqlException> odd) {}
}
