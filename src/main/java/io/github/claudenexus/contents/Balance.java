package io.github.claudenexus.contents;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Rows or values of several states against each other, whatever their order: how often each is there too much. */
final class Balance {

    private final Sessions sessions;
    private final List<Part> parts = new ArrayList<>();

    private record Part(Side side, String hashes, int sign) {}

    private record Open(KeyedRows rows, int sign) {}

    Balance(Sessions sessions) {
        this.sessions = sessions;
    }

    /** With what this query finds in that state: hashes, in order. */
    Balance plus(Side side, String hashes) {
        parts.add(new Part(side, hashes, 1));
        return this;
    }

    /** Without what this query finds in that state. */
    Balance minus(Side side, String hashes) {
        parts.add(new Part(side, hashes, -1));
        return this;
    }

    /** What is there too much, and how often. */
    Map<Long, Long> surplus() throws SQLException {
        Map<Long, Long> surplus = new HashMap<>();
        List<Open> open = new ArrayList<>();
        try {
            for (Part part : parts) {
                open.add(new Open(sessions.of(part.side()).stream(part.hashes(), new int[0], 0), part.sign()));
            }
            for (OptionalLong next = next(open); next.isPresent(); next = next(open)) {
                long sum = 0;
                for (Open one : open) {
                    sum += (long) one.sign() * one.rows().take(next.getAsLong()).size();
                }
                if (sum > 0) {
                    surplus.put(next.getAsLong(), sum);
                }
            }
        } finally {
            for (Open one : open) {
                one.rows().close();
            }
        }
        return surplus;
    }

    /** How much is there too much. */
    long count() throws SQLException {
        return surplus().values().stream().mapToLong(Long::longValue).sum();
    }

    private static OptionalLong next(List<Open> open) {
        return open.stream()
                .map(Open::rows)
                .filter(KeyedRows::hasMore)
                .mapToLong(KeyedRows::key)
                .min();
    }
}
