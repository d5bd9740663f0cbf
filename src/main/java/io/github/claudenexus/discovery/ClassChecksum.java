package io.github.claudenexus.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The checksum of a class and its nested classes: the same whatever debug information the compiler left in them. */
final class ClassChecksum {

    private static final String ALGORITHM = "class-1";

    private ClassChecksum() {}

    static Checksum of(ClassPathEntry place, String className) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(withoutDebug(place.classFile(className)));
        for (String nested : place.nestedClasses(className)) {
            digest.update(withoutDebug(place.classFile(nested)));
        }
        return new Checksum(ALGORITHM, Sha256.hex(digest));
    }

    // A writer of its own builds the constant pool anew, in the order of use and without what only debuggers used.
    private static byte[] withoutDebug(Path classFile) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(Files.readAllBytes(classFile)).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }
}
