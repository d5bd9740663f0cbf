package io.github.claudenexus.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/** A SQL file's text: without byte order mark, its line ends {@code \n}, its places counted from 1. */
public final class SourceText {

    private final String text;
    private final int[] lineStarts;

    // Columns are asked for in ascending order: a long line is counted once, not once a statement.
    private int countedTo = -1;
    private int counted;

    private SourceText(String text) {
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(at -> text.charAt(at) == '\n')
                                .map(at -> at + 1))
                .toArray();
    }

    static SourceText of(String text) {
        return new SourceText(text.replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** Decodes a file: UTF-8, unless its byte order mark says UTF-16 or UTF-32. */
    public static SourceText read(InputStream file) throws IOException, BadSqlException {
        try (BOMInputStream input = BOMInputStream.builder()
                .setInputStream(file)
                .setByteOrderMarks(
                        ByteOrderMark.UTF_8,
                        ByteOrderMark.UTF_16LE,
                        ByteOrderMark.UTF_16BE,
                        ByteOrderMark.UTF_32LE,
                        ByteOrderMark.UTF_32BE)
                .get()) {
            Charset charset = input.hasBOM() ? Charset.forName(input.getBOMCharsetName()) : StandardCharsets.UTF_8;
            SourceText decoded = decode(input.readAllBytes(), charset);
            int nul = decoded.text.indexOf('\0');
            if (nul >= 0) {
                throw decoded.bad(
                        nul,
                        "there is a character 0, which PostgreSQL refuses",
                        "Save the file as UTF-8; UTF-16 is read only with a byte order mark.");
            }
            return decoded;
        }
    }

    private static SourceText decode(byte[] content, Charset charset) throws BadSqlException {
        CharBuffer decoded = CharBuffer.allocate(content.length);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content), decoded, true);
        SourceText text = of(decoded.flip().toString());
        if (result.isError()) {
            throw text.bad(
                    text.text.length(), "there are bytes that are not " + charset.name(), "Save the file as UTF-8.");
        }
        return text;
    }

    public String text() {
        return text;
    }

    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int column(int offset) {
        int start = lineStarts[line(offset) - 1];
        boolean goesOn = start <= countedTo && countedTo <= offset;
        int column = goesOn ? counted + text.codePointCount(countedTo, offset) : text.codePointCount(start, offset) + 1;
        countedTo = offset;
        counted = column;
        return column;
    }

    /** What is wrong with a statement of this text. */
    public BadSqlException bad(SqlScript.Statement statement, String reason, String hint) {
        int start = text.offsetByCodePoints(lineStarts[statement.line() - 1], statement.column() - 1);
        return bad(start, reason, hint);
    }

    public BadSqlException bad(int offset, String reason, String hint) {
        return new BadSqlException(this, offset, reason, hint);
    }
}
