package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A proof held against a gate: whether the build fails, and what a later run may rely on.
 *
 * @param proof what the rehearsal showed
 * @param gate what keeps a release from passing
 * @param complete whether everything was rehearsed, and on rows
 */
public record CheckedProof(Proof proof, Gate gate, boolean complete) {

    /** The migrations that keep a release from passing. */
    public List<Judgement> stopped() {
        return proof.judged().stream().filter(gate::stops).toList();
    }

    /** Why the build fails; empty when the gate lets everything pass that was judged. */
    public Optional<Failure> failure() {
        List<Judgement> stopped = stopped();
        return stopped.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(FailureCode.VERDICT, message(stopped), hint(stopped)));
    }

    /** Why this says nothing in favor of a release: no migration was judged. Empty when one was. */
    public Optional<String> nothingJudged() {
        if (!proof.judged().isEmpty()) {
            return Optional.empty();
        }
        int applied = proof.unjudged().size();
        return Optional.of("No migration was judged"
                + (applied == 0
                        ? "."
                        : ": the target has " + (applied == 1 ? "the one migration" : "all " + applied + " migrations")
                                + " already."));
    }

    /** What {@code migrate} can demand; empty when not everything was rehearsed, or without rows. */
    public Optional<Evidence> evidence() {
        return complete ? Optional.of(Evidence.of(proof, gate)) : Optional.empty();
    }

    /** The same of a run that was stopped: not everything was rehearsed. */
    public CheckedProof cutShort() {
        return new CheckedProof(proof, gate, false);
    }

    /** The same with every text that may repeat what a migration or the server said passed through a function. */
    public CheckedProof map(UnaryOperator<String> texts) {
        return new CheckedProof(proof.map(texts), gate, complete);
    }

    private String message(List<Judgement> stopped) {
        int all = proof.judged().size();
        String which = Names.some(stopped.stream()
                .map(one -> one.migration().id() + " " + gate.word(one))
                .toList());
        String count = all == 1 ? "The one migration" : stopped.size() + " of " + all + " migrations";
        return count + (stopped.size() == 1 ? " does" : " do") + " not pass: " + which + ".";
    }

    private String hint(List<Judgement> stopped) {
        List<String> irreversible = stopped.stream()
                .filter(one -> gate.word(one).equals(Verdict.IRREVERSIBLE.code()))
                .map(one -> one.migration().id().version().toString())
                .toList();
        boolean locks = stopped.stream().anyMatch(one -> gate.word(one).equals(Gate.LOCKS));
        return "Fix what is found and run rollback-check again."
                + (irreversible.isEmpty()
                        ? ""
                        : " One that is agreed to be irreversible passes with -Dnexus.allowIrreversible="
                                + String.join(",", irreversible) + ".")
                + (locks
                        ? " A lock comes with the safer way; one that is right as it is passes with"
                                + " -- nexus: accept-lock=<reason> in its migration."
                        : "");
    }
}
