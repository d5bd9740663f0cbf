package io.github.claudenexus.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * A password file of libpq: lines of {@code host:port:database:user:password}, the first that matches counts.
 *
 * @param text what it says
 */
record PasswordFile(String text) {

    /** The password of the first line for this host, port, database and user. */
    Secret password(List<String> login) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> afterLogin(line, login).stream())
                .findFirst()
                .map(PasswordFile::field)
                .map(Secret::of)
                .orElse(Secret.NONE);
    }

    private static Optional<String> afterLogin(String line, List<String> login) {
        Optional<String> rest = Optional.of(line);
        for (String part : login) {
            rest = rest.flatMap(text -> after(text, part));
        }
        return rest;
    }

    /** What follows a field, when that is a star or this value. */
    private static Optional<String> after(String text, String value) {
        if (text.startsWith("*:")) {
            return Optional.of(text.substring(2));
        }
        int end = end(text);
        return end < text.length() && field(text).equals(value)
                ? Optional.of(text.substring(end + 1))
                : Optional.empty();
    }

    /** The first field, without the backslashes that take a colon or a backslash for itself. */
    private static String field(String text) {
        return text.substring(0, end(text)).replaceAll("\\\\(.)", "$1");
    }

    private static int end(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':') {
            end += text.charAt(end) == '\\' && end + 1 < text.length() ? 2 : 1;
        }
        return end;
    }

    @Override
    public String toString() {
        return "a password file";
    }
}
