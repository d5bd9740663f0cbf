package io.github.claudenexus.discovery;

/**
 * What tells whether a migration was edited after it was applied.
 *
 * @param algorithm what was hashed and how, with its version: {@code sql-1}, {@code class-1}
 * @param value the hash in hexadecimal
 */
public record Checksum(String algorithm, String value) {

    /** As the history and reports write it: {@code algorithm:value}. */
    @Override
    public String toString() {
        return algorithm + ":" + value;
    }
}
