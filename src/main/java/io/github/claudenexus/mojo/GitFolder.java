package io.github.claudenexus.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a repository says of the commit that is checked out, read from its files: no git need be installed.
 *
 * @param root the folder that is checked out
 */
record GitFolder(Path root) {

    private static final String BRANCHES = "refs/heads/";

    /** The one that a folder is in. */
    static Optional<GitFolder> around(Path folder) {
        return Stream.iterate(folder.toAbsolutePath().normalize(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve(".git")))
                .findFirst()
                .map(GitFolder::new);
    }

    /** The commit and branch: the repository's, or what a CI server's variables say. */
    static Optional<String> revision(Optional<GitFolder> repository, Map<String, String> environment) {
        String head = repository.flatMap(GitFolder::head).orElse("");
        String ref = head.startsWith("ref: ") ? head.substring("ref: ".length()).strip() : "";
        Optional<String> commit = (ref.isEmpty() ? Optional.of(head) : repository.flatMap(git -> git.commit(ref)))
                .or(() -> Optional.of(""))
                .map(text -> text.isEmpty() ? first(environment, "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT") : text)
                .filter(text -> text.matches("[0-9a-f]{7,64}"))
                .map(text -> "commit " + text.substring(0, Math.min(12, text.length())));
        String branch = ref.startsWith(BRANCHES)
                ? ref.substring(BRANCHES.length())
                : first(environment, "GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME");
        return commit.map(text -> text + (branch.isEmpty() ? "" : " on " + branch));
    }

    private static String first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
    }

    private Optional<String> head() {
        return read(folder().resolve("HEAD"));
    }

    private Optional<String> commit(String ref) {
        Path own = folder();
        Path common = read(own.resolve("commondir")).map(own::resolve).orElse(own);
        return Stream.of(own, common)
                .flatMap(place -> read(place.resolve(ref)).stream())
                .findFirst()
                .or(() -> read(common.resolve("packed-refs")).flatMap(packed -> packed.lines()
                        .filter(line -> line.endsWith(" " + ref))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst()));
    }

    // In a worktree or a submodule, .git is a file that says where the folder is.
    private Path folder() {
        Path git = root.resolve(".git");
        return read(git)
                .filter(text -> text.startsWith("gitdir: "))
                .map(text -> root.resolve(text.substring("gitdir: ".length()).strip()))
                .orElse(git);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
