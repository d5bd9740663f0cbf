package io.github.claudenexus.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The checksums that other tools would record of a file.
 *
 * @param text the file as it is written, but for a byte order mark, and for its line ends, which are {@code \n}
 */
public record OtherChecksums(String text) {

    /** Of no file. */
    static final OtherChecksums NONE = new OtherChecksums("");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Whether this is one of them, with its algorithm before it: {@code crc32:} or {@code sha384:}. */
    public boolean have(String checksum) {
        String crossed = text.replace("\n", "\r\n");
        return checksum.startsWith("crc32:")
                ? checksum.equals("crc32:" + crc32(text.replace("\n", "")))
                : Stream.of(text, crossed, BYTE_ORDER_MARK + text, BYTE_ORDER_MARK + crossed)
                        .anyMatch(whole -> checksum.equals("sha384:" + sha384(whole)));
    }

    // Flyway's: of its lines, without their ends and a byte order mark, as a signed number.
    private static int crc32(String lines) {
        CRC32 checksum = new CRC32();
        checksum.update(lines.getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }

    // sqlx's: of the file as it is, whose line ends another checkout may have changed.
    private static String sha384(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-384").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
