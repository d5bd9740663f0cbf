package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import java.util.stream.Stream;

/** How much something matters to a release, the worst first. */
enum Level {
    /** It keeps the release from passing. */
    STOPS("stops", "\u2717"),
    /** It deserves attention, and lets the release pass. */
    WARNS("warns", "!"),
    /** It is good, or was agreed to. */
    FINE("fine", "\u2713"),
    /** It is no more than information. */
    NOTE("note", "i");

    private final String word;
    private final String sign;

    Level(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    /** Of a finding: one that is allowed by number or accepted by its author does not warn. */
    static Level of(Gate gate, Judgement judgement, Finding finding) {
        if (gate.stops(judgement, finding)) {
            return STOPS;
        }
        if (judgement.informs(finding)) {
            return NOTE;
        }
        return gate.allows(judgement, finding) ? FINE : WARNS;
    }

    /** Of a flagged lock: one that its migration accepts does not warn. */
    static Level of(Gate gate, LockNote lock) {
        return gate.stops(lock) ? STOPS : lock.severity() == LockNote.Severity.ACCEPTED ? FINE : WARNS;
    }

    /** The worst of these; fine where there is none. */
    static Level worst(Stream<Level> levels) {
        return Stream.concat(levels, Stream.of(FINE)).min(Level::compareTo).orElseThrow();
    }

    /** For programs and style sheets. */
    String word() {
        return word;
    }

    /** One character that shows it without color. */
    String sign() {
        return sign;
    }

    /** The sign in this style. */
    String sign(Style style) {
        return switch (this) {
            case STOPS -> style.cross();
            case WARNS, NOTE -> sign;
            case FINE -> style.tick();
        };
    }

    /** The text in the color of this level. */
    String dress(Style style, String text) {
        return switch (this) {
            case STOPS -> style.bad(text);
            case WARNS -> style.attention(text);
            case FINE -> style.good(text);
            case NOTE -> style.faint(text);
        };
    }
}
