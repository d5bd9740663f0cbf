package io.github.claudenexus.sql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A SQL file's text: without byte order mark, its line ends {@code \n}, its places counted from 1. Values may have been
 * put in for its placeholders; its places remain those of the file.
 */
public final class SourceText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    // The mark of UTF-16 begins that of UTF-32.
    private static final List<String> MARKED = List.of("UTF-8", "UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE");
    private static final char REPLACEMENT = '\uFFFD';

    private final String origin;
    private final SqlText sql;
    private final String text;
    private final boolean filled;
    // Empty until a place is asked for: most files are only hashed.
    private int[] lineStarts = {};

    private SourceText(String origin, SqlText sql, boolean filled) {
        this.origin = origin;
        this.sql = sql;
        this.text = sql.sent();
        this.filled = filled;
    }

    private int[] lineStarts() {
        if (lineStarts.length == 0) {
            String written = sql.written();
            lineStarts = IntStream.concat(
                            IntStream.of(0),
                            IntStream.iterate(
                                            written.indexOf('\n'),
                                            end -> end >= 0,
                                            end -> written.indexOf('\n', end + 1))
                                    .map(end -> end + 1))
                    .toArray();
        }
        return lineStarts;
    }

    static SourceText of(String text) {
        return of(SourcePosition.OWN_TEXT, text);
    }

    static SourceText of(String origin, String text) {
        return new SourceText(origin, SqlText.plain(text.replace("\r\n", "\n").replace('\r', '\n')), false);
    }

    /**
     * Decodes a file: UTF-8, unless its byte order mark says UTF-16 or UTF-32.
     *
     * @param name the file as seen from the class path root
     */
    public static SourceText read(String name, byte[] file) throws BadSqlException {
        // No mark begins as SQL does.
        if (file.length > 0 && file[0] <= 0) {
            for (String encoding : MARKED) {
                Charset charset = Charset.forName(encoding);
                byte[] mark = BYTE_ORDER_MARK.getBytes(charset);
                if (file.length >= mark.length && Arrays.equals(file, 0, mark.length, mark, 0, mark.length)) {
                    return decode(name, Arrays.copyOfRange(file, mark.length, file.length), charset);
                }
            }
        }
        return decode(name, file, StandardCharsets.UTF_8);
    }

    private static SourceText decode(String name, byte[] content, Charset charset) throws BadSqlException {
        SourceText text = of(name, new String(content, charset));
        // It may stand for bytes that are no character, or for itself.
        if (text.text.indexOf(REPLACEMENT) >= 0) {
            refuseMalformed(name, content, charset);
        }
        int nul = text.text.indexOf('\0');
        if (nul >= 0) {
            throw text.bad(
                    nul,
                    "there is a character 0, which PostgreSQL refuses",
                    "Save the file as UTF-8; UTF-16 is read only with a byte order mark.");
        }
        return text;
    }

    private static void refuseMalformed(String name, byte[] content, Charset charset) throws BadSqlException {
        CharBuffer decoded = CharBuffer.allocate(content.length);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content), decoded, true);
        if (result.isError()) {
            SourceText text = of(name, decoded.flip().toString());
            throw text.bad(
                    text.text.length(), "there are bytes that are not " + charset.name(), "Save the file as UTF-8.");
        }
    }

    /** A text that is in no file system: of a test, or of a file that is read elsewhere. */
    public static SourceText named(String origin, String text) {
        return of(origin, text);
    }

    /** What it says: with values in the place of its placeholders, where they have been put in. */
    public String text() {
        return text;
    }

    /** Only what is in these ranges, which follow one another, at its place in the file; the rest is blank. */
    public SourceText only(List<Range> ranges) {
        char[] part = text.toCharArray();
        int at = 0;
        for (Range range : ranges) {
            blank(part, at, range.start());
            at = range.end();
        }
        blank(part, at, part.length);
        return new SourceText(origin, SqlText.plain(new String(part)), false);
    }

    private static void blank(char[] part, int from, int to) {
        for (int at = from; at < to; at++) {
            part[at] = part[at] == '\n' ? '\n' : ' ';
        }
    }

    /**
     * A range of a text.
     *
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    public record Range(int start, int end) {}

    /**
     * The same with values in the place of its placeholders.
     *
     * @throws BadSqlException for the first placeholder that is unknown, has no end, or whose value has one itself; for
     *     the others too, suppressed onto it
     */
    public SourceText filled(Placeholders placeholders) throws BadSqlException {
        return new SourceText(origin, SqlText.of(text, placeholders.values(this)), true);
    }

    /** Whether its placeholders have been replaced, but for those that only the database knows. */
    boolean isFilled() {
        return filled;
    }

    /** A statement of this text. */
    Statement statement(int start, int end, Optional<Range> rows) {
        return new Statement(
                sql.slice(start, end), position(start), rows.map(range -> sql.slice(range.start(), range.end())));
    }

    SourcePosition position(int sentOffset) {
        int offset = sql.writtenAt(sentOffset);
        int[] starts = lineStarts();
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found + 1 : -found - 1;
        return new SourcePosition(origin, line, offset - starts[line - 1] + 1);
    }

    /** What is wrong with a statement of this text. */
    public BadSqlException bad(Statement statement, String reason, String hint) {
        return new BadSqlException(statement.start(), reason, hint);
    }

    public BadSqlException bad(int offset, String reason, String hint) {
        return new BadSqlException(position(offset), reason, hint);
    }
}
