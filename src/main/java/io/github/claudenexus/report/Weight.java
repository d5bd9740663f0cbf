package io.github.claudenexus.report;

/** How much something matters to a release, the worst first. */
enum Weight {
    /** It keeps the release from passing. */
    STOPS("stops", "\u2717"),
    /** It deserves attention, and lets the release pass. */
    WARNS("warns", "!"),
    /** It is good, or was agreed to. */
    FINE("fine", "\u2713");

    private final String word;
    private final String sign;

    Weight(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    /** For programs and style sheets. */
    String word() {
        return word;
    }

    /** One character that tells it without colour. */
    String sign() {
        return sign;
    }

    /** The sign in this style. */
    String sign(Style style) {
        return switch (this) {
            case STOPS -> style.cross();
            case WARNS -> sign;
            case FINE -> style.tick();
        };
    }

    /** The text in the colour of this weight. */
    String dress(Style style, String text) {
        return switch (this) {
            case STOPS -> style.bad(text);
            case WARNS -> style.attention(text);
            case FINE -> style.good(text);
        };
    }
}
