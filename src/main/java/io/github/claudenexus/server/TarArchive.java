package io.github.claudenexus.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * As much of the tar format as the archives of PostgreSQL's binaries use: folders, files and symbolic links. A library
 * for it would have Maven read a dozen POMs more in each build, also where no server is started.
 */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int PIECE = 1 << 16;
    private static final int OCTAL = 8;

    private TarArchive() {}

    /** Unpacks it; what is in its folder bin can be executed. */
    static void unpack(InputStream archive, Path folder) throws IOException {
        byte[] header = archive.readNBytes(BLOCK);
        // Blocks of zeros end it.
        while (header.length == BLOCK && header[0] != 0) {
            String name = text(header, 0, 100);
            refusePrefix(header, name);
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException(name + " would be outside of " + folder);
            }
            switch (header[156]) {
                case '5' -> Files.createDirectories(file);
                case '2' -> {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.createSymbolicLink(file, Path.of(text(header, 157, 100)));
                }
                case '0', 0 -> {
                    Files.createDirectories(file.resolveSibling(""));
                    write(archive, size(header, name), file);
                    if (name.matches("(\\./)?bin/.*") && !file.toFile().setExecutable(true, false)) {
                        throw new IOException(file + " cannot be made executable");
                    }
                }
                default -> throw new IOException(name + " is neither file, folder nor symbolic link in the archive");
            }
            header = archive.readNBytes(BLOCK);
        }
    }

    // GNU's format, which says "ustar " with a blank, has other things in that place.
    private static void refusePrefix(byte[] header, String name) throws IOException {
        String prefix = text(header, 345, 155);
        if (text(header, 257, 6).equals("ustar") && !prefix.isEmpty()) {
            throw new IOException(name + " has the prefix " + prefix + " in the archive, which is not supported");
        }
    }

    private static long size(byte[] header, String name) throws IOException {
        String size = text(header, 124, 12).strip();
        if (!size.matches("[0-7]+")) {
            throw new IOException(name + " has no octal size in the archive");
        }
        return Long.parseLong(size, OCTAL);
    }

    private static String text(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.UTF_8);
    }

    private static void write(InputStream archive, long size, Path file) throws IOException {
        try (OutputStream content = Files.newOutputStream(file)) {
            long left = size;
            while (left > 0) {
                byte[] piece = archive.readNBytes((int) Math.min(left, PIECE));
                if (piece.length == 0) {
                    throw new EOFException(file + " is cut off in the archive");
                }
                content.write(piece);
                left -= piece.length;
            }
        }
        archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
}
