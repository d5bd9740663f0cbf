package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassBytesTest {

    private static final String CLASS = """
            public class %s implements Migration {
                public void up(Database d) throws Exception {
                    for (String one : List.of("a", "b")) { Runnable r = () -> System.out.println(one + d); r.run(); }
                    new Object() { int inner = 1; }.hashCode();
                }
                public void down(Database d) {}
                record Row(String a) {}
            }""";

    private final Path root;

    ClassBytesTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void debugInformationDoesNotChangeTheChecksum() throws IOException {
        Checksum plain = checksum("plain", CLASS);

        assertThat(plain.algorithm()).isEqualTo("class-1");
        assertThat(plain.value()).matches("[0-9a-f]{64}");
        assertThat(checksum("debug", CLASS, "-g", "-parameters")).isEqualTo(plain);
        assertThat(checksum("none", CLASS, "-g:none")).isEqualTo(plain);
        assertThat(checksum("moved", "\n\n/** A comment. */\n" + CLASS.replace("{ Run", "{\n\n Run"), "-g"))
                .isEqualTo(plain);
    }

    @Test
    void classAndNestedClassesChangeTheChecksum() throws IOException {
        Checksum plain = checksum("plain", CLASS);

        assertThat(checksum("body", CLASS.replace("\"b\"", "\"c\""))).isNotEqualTo(plain);
        assertThat(checksum("anonymous", CLASS.replace("inner = 1", "inner = 2")))
                .isNotEqualTo(plain);
        assertThat(checksum("record", CLASS.replace("Row(String a)", "Row(String b)")))
                .isNotEqualTo(plain);
    }

    @Test
    void otherClassesDoNotChangeTheChecksum() throws IOException {
        Checksum plain = checksum("plain", CLASS);
        TestProject project = new TestProject(root.resolve("neighbours"))
                .java("M001_X", CLASS)
                .migration("M002_Y")
                .java("M001", "class %s { class X {} }")
                .java("Other", "class %s { class M001_X {} }");
        project.compile();

        assertThat(checksum(project)).isEqualTo(plain);
    }

    // Classes as a compiler of Java 17 wrote them, in base64: what a new version of ASM makes of them must be the same,
    // or every Java migration that is applied counts as changed.
    @Test
    void theChecksumIsStableAcrossPluginVersions() throws IOException {
        Properties classes = new Properties();
        try (InputStream written = getClass().getResourceAsStream("compiled-by-java-17.properties")) {
            classes.load(written);
        }
        TreeSet<String> names = new TreeSet<>(classes.stringPropertyNames());
        for (String name : names) {
            Files.write(root.resolve(name + ".class"), Base64.getDecoder().decode(classes.getProperty(name)));
        }

        assertThat(names).containsExactly("M001_X", "M001_X$1", "M001_X$Row");
        assertThat(ClassBytes.of(new ClassPathEntry(root, "", names, new TreeSet<>()), "M001_X")
                        .checksum())
                .isEqualTo(new Checksum("class-1", "9e4dbfa4cc80d2587b13f9331c0ccf18ae574dd684a26fadb85d723c4b7fe0a4"));
    }

    @Test
    void aClassOfANewerJavaThanIsKnownIsRefusedAsSuch() throws IOException {
        TestProject project = new TestProject(root.resolve("newer")).java("M001_X", CLASS);
        project.compile();
        Path nested = project.output().resolve("M001_X$Row.class");
        byte[] bytes = Files.readAllBytes(nested);
        bytes[7] = 99;
        Files.write(nested, bytes);
        ClassPathEntry place = new ClassPathEntry(
                project.output(), "", new TreeSet<>(List.of("M001_X", "M001_X$1", "M001_X$Row")), new TreeSet<>());

        Failure refused = Refusal.of(
                () -> ClassBytes.of(place, "M001_X"),
                FailureCode.UNLOADABLE,
                "M001_X is compiled for Java 55, which this version of the plugin cannot read.");
        assertThat(refused.hint())
                .isEqualTo("Compile the project for an older Java (maven.compiler.release), or use a newer version of"
                        + " the plugin.");
    }

    private Checksum checksum(String variant, String declaration, String... options) throws IOException {
        TestProject project = new TestProject(root.resolve(variant)).java("M001_X", declaration);
        project.compile(options);
        return checksum(project);
    }

    private static Checksum checksum(TestProject project) throws IOException {
        try (MigrationSet set = Discovery.discover(project.classPath())) {
            return set.migrations().get(0).checksum();
        }
    }
}
