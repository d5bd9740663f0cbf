package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The checksum of a class and its nested classes: the same whatever debug information the compiler left in them. */
final class ClassChecksum {

    private static final String ALGORITHM = "class-1";
    private static final int MAJOR_VERSION_AT = 6;
    private static final int MAJOR_VERSION_BEFORE_JAVA_1 = 44;

    private ClassChecksum() {}

    static Checksum of(ClassPathEntry place, String className) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(withoutDebug(className, place.classFile(className)));
        for (String nested : place.nestedClasses(className)) {
            digest.update(withoutDebug(className, place.classFile(nested)));
        }
        return new Checksum(ALGORITHM, Sha256.hex(digest));
    }

    // A writer that knows nothing of the reader fills a new constant pool in the order of use, without what only
    // debuggers need.
    private static byte[] withoutDebug(String className, Path classFile) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        reader(className, Files.readAllBytes(classFile)).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static ClassReader reader(String className, byte[] classFile) {
        try {
            return new ClassReader(classFile);
        } catch (IllegalArgumentException unknownVersion) {
            int javaVersion = ByteBuffer.wrap(classFile).getShort(MAJOR_VERSION_AT) - MAJOR_VERSION_BEFORE_JAVA_1;
            throw DiscoveryFailure.ofClass(
                    FailureCode.UNLOADABLE,
                    className,
                    "is compiled for Java " + javaVersion + ", which this version of the plugin cannot read",
                    "Compile the project for an older Java (maven.compiler.release), or use a newer version of the"
                            + " plugin.");
        }
    }
}
