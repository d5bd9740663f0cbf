package io.github.claudenexus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A migration as data, in a file of many: what is there before up, up, what seeds write, down, and what is to be found. */
public record Example(int number, String name, List<String> steps) {

    /** What is to be found, a line each. */
    public List<String> found() {
        return steps.get(4).lines().toList();
    }

    /** The cases of this file, in order. */
    public static List<Example> of(Path file) throws IOException {
        List<Example> cases = new ArrayList<>();
        String[] texts = Files.readString(file).split("(?m)^-- case: ", -1);
        for (String text : Arrays.asList(texts).subList(1, texts.length)) {
            String[] lines = text.split("\n", 2);
            List<String> steps = Arrays.stream(lines[1].split("(?m)^-- (up|seeds|down|found)$", -1))
                    .map(String::strip)
                    .toList();
            assertThat(steps).as(lines[0]).hasSize(5);
            cases.add(new Example(cases.size() + 1, lines[0], steps));
        }
        return cases;
    }

    @Override
    public String toString() {
        return name;
    }
}
