package io.github.claudenexus.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One SQL statement: what it says, and where it is written.
 *
 * @param sql its text, without the semicolon
 * @param start where its first character is
 * @param data the lines that follow a COPY … FROM STDIN, up to the one that ends them; empty for any other
 * @param shown its text as a report may show it: without the secrets in it
 */
public record Statement(SqlText sql, SourcePosition start, Optional<SqlText> data, String shown) {

    private static final int EXCERPT = 120;
    private static final Set<String> OF_JDBC = Set.of("?", "{");

    /** A statement of a file, with the rows that follow it. */
    Statement(SqlText sql, SourcePosition start, Optional<SqlText> data) {
        this(sql, start, data, Redaction.of(sql.written()).strip());
    }

    /** A statement without placeholders. */
    public Statement(String text, SourcePosition start, Optional<String> rows) {
        this(SqlText.plain(text), start, rows.map(SqlText::plain));
    }

    /** A statement of a file. */
    public static Statement in(String file, int line, int column, String text) {
        return new Statement(text, new SourcePosition(file, line, column), Optional.empty());
    }

    /** A statement, or several, that a migration made at run time: its origin is its own text. */
    public static Statement of(String text) {
        return in(SourcePosition.OWN_TEXT, 1, 1, text);
    }

    /** What is sent on behalf of this one, from the same place. */
    public Statement replacedBy(String sql) {
        return new Statement(sql, start, Optional.empty());
    }

    /** The same with what is shown of it passed through a function; what is sent stays as it is. */
    public Statement map(UnaryOperator<String> texts) {
        return new Statement(sql, start, data, texts.apply(shown));
    }

    /** What is sent, without the semicolon. */
    public String text() {
        return sql.sent();
    }

    /** What its author wrote: with placeholders, where what is sent has values. */
    public String written() {
        return sql.written();
    }

    /** The rows that follow it, as they are sent. */
    public Optional<String> rows() {
        return data.map(SqlText::sent);
    }

    /** The rows that follow it, as their author wrote them. */
    public Optional<String> writtenRows() {
        return data.map(SqlText::written);
    }

    /** The names of its placeholders, and of those in its rows. */
    public List<String> placeholders() {
        return texts().flatMap(text -> text.names().stream()).toList();
    }

    /** Whether it has a placeholder whose value only the database knows. */
    public boolean hasOpenPlaceholder() {
        return texts().anyMatch(SqlText::isOpen);
    }

    /** The same with the values of those placeholders. */
    public Statement filled(UnaryOperator<String> ofDatabase) {
        return new Statement(sql.filled(ofDatabase), start, data.map(rows -> rows.filled(ofDatabase)), shown);
    }

    private Stream<SqlText> texts() {
        return Stream.concat(Stream.of(sql), data.stream());
    }

    /** Where the server points, which counts the characters of the statement from 1. */
    public SourcePosition at(int serverPosition) {
        String text = text();
        int characters = Math.min(text.codePointCount(0, text.length()), Math.max(0, serverPosition - 1));
        return start.after(sql.written(), sql.writtenAt(text.offsetByCodePoints(0, characters)));
    }

    /** What it does, as its first words tell; of several statements what the first one does. */
    public StatementKind kind() {
        return StatementKind.of(tokens());
    }

    /** Its first words, enough to tell what it does. */
    public StatementTokens tokens() {
        return StatementTokens.first(text());
    }

    /** All of its words, however many there are. */
    public StatementTokens allTokens() {
        return StatementTokens.all(text());
    }

    /** All of its words, and those within its strings: the body of a DO block is one, and what EXECUTE runs. */
    public StatementTokens tokensWithinStrings() {
        return StatementTokens.withinStrings(text());
    }

    /** All of its words, names among them as the server keeps them, one at a time: it may be very long. */
    public Stream<String> words() {
        return StatementTokens.words(text());
    }

    /** The same, and those within its strings. */
    public Stream<String> wordsWithinStrings() {
        return StatementTokens.wordsWithinStrings(text());
    }

    /** Whether it is one statement, and JDBC would send it as it is: without parameters and escapes in braces. */
    public boolean isPlain() {
        return parts().size() == 1 && words().noneMatch(OF_JDBC::contains);
    }

    /** The statements of a text that was handed over as one; what cannot be read to its end is one of them. */
    public List<Statement> parts() {
        return SqlSplitter.parts(this);
    }

    /**
     * What in it would begin or end a transaction, or release the locks of the session, as its leading words; empty
     * when nothing would.
     */
    public Optional<String> transactionControl() {
        // Most texts are one statement, and are not split to find that out.
        Stream<Statement> parts = text().indexOf(';') < 0 ? Stream.of(this) : parts().stream();
        return parts.flatMap(part -> StatementKind.transactionControl(part.tokens()).stream())
                .findFirst();
    }

    /** Whether the server refuses it where a transaction is open. */
    public boolean isRefusedInTransaction() {
        return StatementKind.isRefusedInTransaction(tokens());
    }

    /** Its text without what its grammar says is a secret. */
    public String redacted() {
        return Redaction.of(sql.written());
    }

    /** It as messages show it: on one line, shortened, without secrets. */
    public String excerpt() {
        String line = redacted().strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT - 1).stripTrailing() + "…";
    }
}
