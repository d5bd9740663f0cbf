package io.github.claudenexus.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Two texts, each cut into what both have and what only it has, word by word.
 *
 * @param before the pieces of the earlier text
 * @param after the pieces of the later text
 */
record WordDiff(List<Piece> before, List<Piece> after) {

    private static final Pattern WORD = Pattern.compile("\\w+|\\s+|[^\\w\\s]");
    // Beyond this many pairs of words the texts are shown as different as a whole.
    private static final long MOST_PAIRS = 100_000_000;

    /**
     * A piece of a text.
     *
     * @param text its words
     * @param same whether the other text has it too
     */
    record Piece(String text, boolean same) {}

    static WordDiff of(String before, String after) {
        List<String> left = words(before);
        List<String> right = words(after);
        boolean[] keptLeft = new boolean[left.size()];
        boolean[] keptRight = new boolean[right.size()];
        if ((long) left.size() * right.size() <= MOST_PAIRS) {
            Arrays.fill(keptLeft, true);
            Arrays.fill(keptRight, true);
            for (AbstractDelta<String> delta : DiffUtils.diff(left, right, new MyersDiffWithLinearSpace<>())
                    .getDeltas()) {
                differs(keptLeft, delta.getSource());
                differs(keptRight, delta.getTarget());
            }
        }
        slide(left, keptLeft);
        slide(right, keptRight);
        return new WordDiff(pieces(left, keptLeft), pieces(right, keptRight));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void differs(boolean[] kept, Chunk<String> chunk) {
        Arrays.fill(kept, chunk.getPosition(), chunk.getPosition() + chunk.size(), false);
    }

    // "a; b;" against "a;": that "; b" is new is as true as that " b;" is, and at the start of a line it reads better.
    private static void slide(List<String> words, boolean[] kept) {
        for (int start = 0; start < kept.length; start++) {
            int end = start;
            while (end < kept.length && !kept[end]) {
                end++;
            }
            int shift = 0;
            while (end > start
                    && end + shift < kept.length
                    && kept[end + shift]
                    && words.get(start + shift).equals(words.get(end + shift))
                    && !words.get(start + shift).contains("\n")) {
                shift++;
            }
            if (shift > 0 && words.get(start + shift).contains("\n")) {
                Arrays.fill(kept, start, end, true);
                Arrays.fill(kept, start + shift, end + shift, false);
            }
            start = Math.max(start, end + shift);
        }
    }

    private static List<Piece> pieces(List<String> words, boolean[] kept) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean same = true;
        for (int word = 0; word < words.size(); word++) {
            // A blank alone between two words that differ would only break the mark in two.
            boolean bridge = kept[word]
                    && words.get(word).isBlank()
                    && word > 0
                    && !kept[word - 1]
                    && word + 1 < words.size()
                    && !kept[word + 1];
            boolean isSame = kept[word] && !bridge;
            if (isSame != same && !text.isEmpty()) {
                pieces.add(new Piece(text.toString(), same));
                text.setLength(0);
            }
            same = isSame;
            text.append(words.get(word));
        }
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), same));
        }
        return List.copyOf(pieces);
    }
}
