package io.github.claudenexus.failure;

import java.util.List;

/** Names in a sentence. */
public final class Names {

    private static final int MOST = 6;

    private Names() {}

    /** The first few, and how many more there are. */
    public static String some(List<String> names) {
        if (names.size() <= MOST) {
            return String.join(", ", names);
        }
        int shown = MOST - 1;
        return String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
    }
}
