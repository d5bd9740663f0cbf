package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another library packs is unpacked, and what is not understood is refused. */
class TarArchiveTest {

    // Where they are in the header of a file.
    private static final int SIZE = 124;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final TarArchiveOutputStream archive = new TarArchiveOutputStream(packed);
    private final Path folder;

    TarArchiveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void filesOfAnySizeFoldersAndLinksAreUnpacked() throws IOException {
        folder("share/");
        for (int size : new int[] {0, 1, 511, 512, 513, 70_000}) {
            file("share/" + size, size);
        }
        file("bin/postgres", 10);
        link("lib/libpq.so", "libpq.so.5", TarConstants.LF_SYMLINK);

        unpack(packed.size());

        for (int size : new int[] {0, 1, 511, 512, 513, 70_000}) {
            assertThat(folder.resolve("share/" + size)).hasBinaryContent(content(size));
        }
        assertThat(Files.isExecutable(folder.resolve("share/1"))).isFalse();
        assertThat(folder.resolve("bin/postgres")).isExecutable();
        assertThat(Files.readSymbolicLink(folder.resolve("lib/libpq.so"))).hasToString("libpq.so.5");
    }

    @Test
    void whatWouldBeOutsideIsRefused() throws IOException {
        file("../outside", 1);

        assertThatThrownBy(() -> unpack(packed.size()))
                .isInstanceOf(IOException.class)
                .hasMessage("../outside would be outside of " + folder);
    }

    @Test
    void aKindOfEntryThatIsNotKnownIsRefused() throws IOException {
        link("lib/hard", "lib/other", TarConstants.LF_LINK);

        assertThatThrownBy(() -> unpack(packed.size()))
                .isInstanceOf(IOException.class)
                .hasMessage("lib/hard is neither file, folder nor symbolic link in the archive");
    }

    @Test
    void anArchiveThatIsCutOffIsRefused() throws IOException {
        file("share/long", 5_000);

        assertThatThrownBy(() -> unpack(2_000))
                .isInstanceOf(EOFException.class)
                .hasMessage(folder.resolve("share/long") + " is cut off in the archive");
    }

    @Test
    void aPathInTwoPartsIsRefused() throws IOException {
        file("long", 1);
        byte[] content = packed();
        put(content, PREFIX, "share/very");

        assertThatThrownBy(() -> TarArchive.unpack(new ByteArrayInputStream(content), folder))
                .isInstanceOf(IOException.class)
                .hasMessage("long has the prefix share/very in the archive, which is not supported");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoPrefixInTheFormatOfGnuIsPassedOver() throws IOException {
        file("long", 1);
        byte[] content = packed();
        put(content, MAGIC, "ustar  \0");
        put(content, PREFIX, "15000000000");

        TarArchive.unpack(new ByteArrayInputStream(content), folder);

        assertThat(folder.resolve("long")).hasBinaryContent(content(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u008000000000001", "00000000008 ", "-0000000001 ", "            "})
    void aSizeThatIsNotOctalIsRefused(String size) throws IOException {
        file("large", 1);
        byte[] content = packed();
        put(content, SIZE, size);

        assertThatThrownBy(() -> TarArchive.unpack(new ByteArrayInputStream(content), folder))
                .isInstanceOf(IOException.class)
                .hasMessage("large has no octal size in the archive");
    }

    private static void put(byte[] content, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, content, at, bytes.length);
    }

    private void unpack(int length) throws IOException {
        TarArchive.unpack(new ByteArrayInputStream(packed(), 0, length), folder);
    }

    private byte[] packed() throws IOException {
        archive.finish();
        return packed.toByteArray();
    }

    private void folder(String name) throws IOException {
        archive.putArchiveEntry(new TarArchiveEntry(name));
        archive.closeArchiveEntry();
    }

    private void file(String name, int size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        archive.putArchiveEntry(entry);
        archive.write(content(size));
        archive.closeArchiveEntry();
    }

    private void link(String name, String target, byte kind) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        archive.putArchiveEntry(entry);
        archive.closeArchiveEntry();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        for (int at = 0; at < size; at++) {
            content[at] = (byte) (at % 251);
        }
        return content;
    }
}
