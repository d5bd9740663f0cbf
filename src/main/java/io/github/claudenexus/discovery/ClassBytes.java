package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.migration.Migration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the bytes of a migration's class tell, without loading it.
 *
 * @param checksum of the class and its nested classes: the same whatever debug information the compiler left in them
 * @param saysNothing whether it surely has no note and no manual steps: those of Migration are all that it inherits
 */
record ClassBytes(Checksum checksum, boolean saysNothing) {

    private static final String ALGORITHM = "class-1";
    private static final int MAJOR_VERSION_AT = 6;
    private static final int MAJOR_VERSION_BEFORE_JAVA_1 = 44;
    private static final List<String> ONLY_MIGRATION =
            List.of(Migration.class.getName().replace('.', '/'));

    static ClassBytes of(ClassPathEntry place, String className) throws IOException {
        MessageDigest digest = Sha256.digest();
        WithoutDebug top = WithoutDebug.of(className, place.classFile(className));
        digest.update(top.bytes());
        for (String nested : place.nestedClasses(className)) {
            digest.update(WithoutDebug.of(className, place.classFile(nested)).bytes());
        }
        return new ClassBytes(new Checksum(ALGORITHM, Sha256.hex(digest)), !top.mayHaveRemarks);
    }

    /** Whether a class can be a migration by what it extends and implements: the JDK has none. */
    static boolean mayBeMigration(Path classFile) throws IOException {
        try {
            ClassReader reader = new ClassReader(Files.readAllBytes(classFile));
            return !isOfJdk(reader.getSuperName())
                    || !Arrays.stream(reader.getInterfaces()).allMatch(ClassBytes::isOfJdk);
        } catch (RuntimeException unreadable) {
            return true; // Loading it says why.
        }
    }

    private static boolean isOfJdk(String internalName) {
        return internalName.startsWith("java/");
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

    /**
     * A class without what only debuggers need. The writer knows nothing of the reader: it fills a new constant pool in the
     * order of use.
     */
    private static final class WithoutDebug extends ClassVisitor {

        private static final Set<String> REMARKS = Set.of("note", "manualSteps");

        private final ClassWriter writer;
        private boolean mayHaveRemarks;

        private WithoutDebug(ClassWriter writer, ClassReader reader) {
            super(Opcodes.ASM9, writer);
            this.writer = writer;
            this.mayHaveRemarks = !reader.getSuperName().equals("java/lang/Object")
                    || !List.of(reader.getInterfaces()).equals(ONLY_MIGRATION);
        }

        static WithoutDebug of(String className, Path classFile) throws IOException {
            ClassReader reader = reader(className, Files.readAllBytes(classFile));
            WithoutDebug written = new WithoutDebug(new ClassWriter(0), reader);
            reader.accept(written, ClassReader.SKIP_DEBUG);
            return written;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, @Nullable String[] exceptions) {
            mayHaveRemarks |= REMARKS.contains(name);
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        byte[] bytes() {
            return writer.toByteArray();
        }
    }
}
