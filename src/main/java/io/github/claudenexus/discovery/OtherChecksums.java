package io.github.claudenexus.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The checksums that other tools would record of a file. Its texts are without a byte order mark, and their line ends are
 * {@code \n}.
 *
 * @param written as it is written
 * @param filled with values in the place of its placeholders, where it is a repeatable migration; else the same
 */
public record OtherChecksums(String written, String filled) {

    /** Of no file. */
    static final OtherChecksums NONE = new OtherChecksums("");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    OtherChecksums(String written) {
        this(written, written);
    }

    /** Whether this is one of them, with its algorithm before it: {@code crc32:} or {@code sha384:}. */
    public boolean have(String checksum) {
        String crossed = written.replace("\n", "\r\n");
        return checksum.startsWith("crc32:")
                ? Stream.of(written, filled).anyMatch(text -> checksum.equals("crc32:" + crc32(text)))
                : Stream.of(written, crossed, BYTE_ORDER_MARK + written, BYTE_ORDER_MARK + crossed)
                        .anyMatch(text -> checksum.equals("sha384:" + sha384(text)));
    }

    /** That of the file as it is, by the algorithm of this one. */
    public String like(String checksum) {
        return checksum.startsWith("crc32:") ? "crc32:" + crc32(written) : "sha384:" + sha384(written);
    }

    // Flyway's: of its lines, without their ends, as a signed number.
    private static int crc32(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.replace("\n", "").getBytes(StandardCharsets.UTF_8));
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
