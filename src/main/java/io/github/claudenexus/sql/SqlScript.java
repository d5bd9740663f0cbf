package io.github.claudenexus.sql;

import java.util.List;
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
                file, statements.stream().map(statement -> statement.map(texts)).toList(), transactional, declared);
    }
}
