package io.github.claudenexus.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A SQL file, read and split.
 *
 * @param file its path as seen from the class path root, {@code db/migration/004-x.sql}
 * @param statements its statements, in order; never empty
 * @param transactional what its directive says; true without one
 * @param declared what its directives declare
 */
public record SqlScript(String file, List<Statement> statements, boolean transactional, Declarations declared) {

    /** The same with what is shown of its statements passed through a function; what runs stays as it is. */
    public SqlScript map(UnaryOperator<String> texts) {
        return new SqlScript(
                file,
                statements.stream()
                        .map(one -> new Statement(one.sql, one.line, one.column, one.rows, texts.apply(one.shown)))
                        .toList(),
                transactional,
                declared);
    }

    /**
     * One statement of a file.
     *
     * @param sql its text, without the semicolon
     * @param line the line of its first character, from 1
     * @param column the column of its first character, from 1
     * @param rows the lines that follow a COPY … FROM STDIN, up to the one that ends them; empty for any other
     * @param shown its text as a report may show it: without the secrets in it
     */
    public record Statement(String sql, int line, int column, Optional<String> rows, String shown) {

        /** One that is shown without what its grammar says is a secret. */
        public Statement(String sql, int line, int column, Optional<String> rows) {
            this(sql, line, column, rows, StatementSecrets.blanked(sql).strip());
        }

        /** A statement that no rows follow. */
        public Statement(String sql, int line, int column) {
            this(sql, line, column, Optional.empty());
        }

        /** Whether this is the statement that a report shows like that. */
        public boolean isShownAs(String text) {
            return shown().equals(text.strip());
        }
    }
}
