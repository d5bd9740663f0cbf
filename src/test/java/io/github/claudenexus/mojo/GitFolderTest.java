package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commit and branch from the files of a repository as git lays them out. */
class GitFolderTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final Path root;

    GitFolderTest(@TempDir Path root) {
        this.root = root;
    }

    private Optional<String> revision(Path from, Map<String, String> environment) {
        return GitFolder.revision(GitFolder.around(from), environment);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    @Test
    void aBranchFromAModuleInside() throws IOException {
        write(".git/HEAD", "ref: refs/heads/feature/price");
        write(".git/refs/heads/feature/price", COMMIT);
        write("services/orders/pom.xml", "");

        assertThat(revision(root.resolve("services/orders"), Map.of()))
                .contains("commit 0123456789ab on feature/price");
        assertThat(GitFolder.around(root.resolve("services/orders")).map(GitFolder::root))
                .contains(root);
    }

    @Test
    void aPackedRef() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main");
        write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main");

        assertThat(revision(root, Map.of())).contains("commit 0123456789ab on main");
    }

    @Test
    void aWorktree() throws IOException {
        write("main/.git/worktrees/w/HEAD", "ref: refs/heads/topic");
        write("main/.git/worktrees/w/commondir", "../..");
        write("main/.git/refs/heads/topic", COMMIT);
        write("w/.git", "gitdir: " + root.resolve("main/.git/worktrees/w"));

        assertThat(revision(root.resolve("w"), Map.of())).contains("commit 0123456789ab on topic");
    }

    @Test
    void aDetachedHeadHasItsBranchFromTheCiServer() throws IOException {
        write(".git/HEAD", COMMIT);

        assertThat(revision(root, Map.of("CI_COMMIT_REF_NAME", "main"))).contains("commit 0123456789ab on main");
        assertThat(revision(root, Map.of())).contains("commit 0123456789ab");
    }

    @Test
    void withoutARepositoryTheCiServerKnows() {
        assertThat(GitFolder.revision(Optional.empty(), Map.of("GITHUB_SHA", COMMIT, "GITHUB_REF_NAME", "main")))
                .contains("commit 0123456789ab on main");
        assertThat(GitFolder.revision(Optional.empty(), Map.of())).isEmpty();
    }
}
