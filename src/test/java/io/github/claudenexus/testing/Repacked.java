package io.github.claudenexus.testing;

import io.github.claudenexus.server.Platform;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * The artifact with a version's programs, with the same archive in it but not compressed: decompressing costs three
 * seconds of processor time, and the tests unpack dozens of times.
 */
final class Repacked {

    private Repacked() {}

    /** The artifact of this one; the first of all JVMs that asks makes it, the others wait. */
    static synchronized Path of(Path jar) throws IOException {
        Path folder = Folders.OF_ALL_JVMS.resolve("repacked");
        Path repacked = folder.resolve(jar.getFileName());
        Files.createDirectories(folder);
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(repacked) || isOlder(repacked, jar)) {
                Path unfinished = folder.resolve("unfinished");
                repack(jar, unfinished);
                Files.move(unfinished, repacked, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return repacked;
    }

    private static boolean isOlder(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
    }

    private static void repack(Path from, Path to) throws IOException {
        LZMA2Options uncompressed = new LZMA2Options();
        uncompressed.setMode(LZMA2Options.MODE_UNCOMPRESSED);
        String entry = Platform.current().entry();
        try (ZipFile jar = new ZipFile(from.toFile());
                InputStream archive =
                        new XZInputStream(new BufferedInputStream(jar.getInputStream(jar.getEntry(entry))));
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream repacked = new ZipOutputStream(file)) {
            repacked.setLevel(Deflater.NO_COMPRESSION);
            repacked.putNextEntry(new ZipEntry(entry));
            XZOutputStream xz = new XZOutputStream(repacked, uncompressed, XZ.CHECK_NONE);
            archive.transferTo(xz);
            xz.finish();
            repacked.closeEntry();
        }
    }
}
