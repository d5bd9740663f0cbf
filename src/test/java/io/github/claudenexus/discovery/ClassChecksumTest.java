package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassChecksumTest {

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

    ClassChecksumTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void itIsTheSameWhateverDebugInformationThereIs() throws IOException {
        Checksum plain = checksum("plain", CLASS);

        assertThat(plain.algorithm()).isEqualTo("class-1");
        assertThat(plain.value()).matches("[0-9a-f]{64}");
        assertThat(checksum("debug", CLASS, "-g", "-parameters")).isEqualTo(plain);
        assertThat(checksum("none", CLASS, "-g:none")).isEqualTo(plain);
        assertThat(checksum("moved", "\n\n/** A comment. */\n" + CLASS.replace("{ Run", "{\n\n Run"), "-g"))
                .isEqualTo(plain);
    }

    @Test
    void itChangesWithTheClassAndItsNestedClasses() throws IOException {
        Checksum plain = checksum("plain", CLASS);

        assertThat(checksum("body", CLASS.replace("\"b\"", "\"c\""))).isNotEqualTo(plain);
        assertThat(checksum("anonymous", CLASS.replace("inner = 1", "inner = 2")))
                .isNotEqualTo(plain);
        assertThat(checksum("record", CLASS.replace("Row(String a)", "Row(String b)")))
                .isNotEqualTo(plain);
    }

    @Test
    void itDoesNotChangeWithItsNeighbours() throws IOException {
        Checksum plain = checksum("plain", CLASS);
        TestProject project = new TestProject(root.resolve("neighbours"))
                .java("M001_X", CLASS)
                .migration("M002_Y")
                .java("M001", "class %s { class X {} }")
                .java("Other", "class %s { class M001_X {} }");
        project.compile();

        assertThat(checksum(project)).isEqualTo(plain);
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
