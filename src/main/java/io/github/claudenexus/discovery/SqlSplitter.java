package io.github.claudenexus.discovery;

import io.github.claudenexus.discovery.SqlLexer.Kind;
import io.github.claudenexus.discovery.SqlLexer.Token;
import io.github.claudenexus.discovery.SqlScript.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a SQL file into its statements, where psql would. */
final class SqlSplitter {

    private final SqlText source;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Token> leadingComments = new ArrayList<>();
    private final List<Token> laterComments = new ArrayList<>();

    private SqlSplitter(SqlText source) {
        this.source = source;
    }

    static Pieces split(SqlText source) throws BadSqlException {
        return new SqlSplitter(source).split();
    }

    private Pieces split() throws BadSqlException {
        SqlLexer lexer = new SqlLexer(source);
        StatementInProgress statement = new StatementInProgress();
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            if (token.kind() == Kind.COMMENT) {
                boolean leading = statements.isEmpty() && statement.isEmpty();
                (leading ? leadingComments : laterComments).add(token);
            } else if (token.text().equals("\\")) {
                throw metaCommand(token);
            } else if (token.text().equals(";") && statement.mayEnd()) {
                finish(statement);
                statement = new StatementInProgress();
            } else {
                statement.add(token);
            }
        }
        finish(statement);
        return new Pieces(statements, leadingComments, laterComments);
    }

    private void finish(StatementInProgress statement) throws BadSqlException {
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
        if (statement.isCopyThroughClient()) {
            throw source.bad(
                    start,
                    "COPY from STDIN or to STDOUT needs psql",
                    "Write INSERT statements; a Java migration can call database.copyIn.");
        }
        String sql = source.text().substring(start, statement.end());
        statements.add(new Statement(sql, source.line(start), source.column(start)));
    }

    private BadSqlException metaCommand(Token backslash) {
        String command = source.text().substring(backslash.start()).split("[\\s;]", 2)[0];
        return source.bad(
                backslash.start(),
                command + " is a command of psql, which PostgreSQL does not know",
                "Write it as SQL; what takes a program belongs in a Java migration.");
    }

    /**
     * A file in pieces.
     *
     * @param statements its statements, in order
     * @param leadingComments the comments before the first statement
     * @param laterComments all others
     */
    record Pieces(List<Statement> statements, List<Token> leadingComments, List<Token> laterComments) {}
}
