package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofTest {

    @Test
    void whatIsNotComparedRepeatsNoSecretOfTheServersRefusal() {
        String refused =
                "what becomes of the seed rows of 001-a in its down: beside rows made from the catalog they could"
                        + " not be written (password \"%s\" is too short)";
        Proof proof = new Proof("18.1", "test", List.of(), List.of(), List.of(refused.formatted("s3cret")), Map.of());

        assertThat(proof.map(text -> text.replace("s3cret", "***")).notCompared())
                .containsExactly(refused.formatted("***"));
    }
}
