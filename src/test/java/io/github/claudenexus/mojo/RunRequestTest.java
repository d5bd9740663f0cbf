package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRequestTest {

    @Test
    void packages() {
        assertThat(RunRequest.packages(null, true)).isEmpty();
        assertThat(RunRequest.packages(null, false)).containsExactly("io.github.claudenexus.schema");
        assertThat(RunRequest.packages(List.of("com.acme"), false)).containsExactly("com.acme");
        assertThat(RunRequest.packages(Arrays.asList(" a ", "", null, "b", "a"), true))
                .containsExactly("a", "b");
    }
}
