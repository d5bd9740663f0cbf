package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Which account each domain belongs to, as the operator says in the variable {@code accounts}: a properties file's
 * path, or, where the text has a {@code =}, the pairs themselves.
 */
record Accounts(Map<String, String> byDomain) {

    static final String VARIABLE = "accounts";

    private static final int LONGEST = 255;

    Accounts {
        byDomain = Map.copyOf(byDomain);
    }

    /** Reads the variable; no pairs when it is not set. */
    static Accounts read(Database database) {
        String text = database.variable(VARIABLE).orElse("").strip();
        if (text.isEmpty()) {
            return new Accounts(Map.of());
        }
        return new Accounts(text.contains("=") ? pairs(text) : lines(database.file(text)));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> accounts = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            String[] sides = pair.split("=", -1);
            if (sides.length != 2) {
                throw wrong("'%s' is not a pair; write domain=account,domain=account".formatted(pair.strip()));
            }
            put(accounts, sides[0].strip(), sides[1].strip());
        }
        return accounts;
    }

    private static Map<String, String> lines(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "Variable accounts: the file %s cannot be read as UTF-8 text.".formatted(file)
                            + " Name a properties file of lines domain=account, or write the pairs themselves.",
                    unreadable);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "Variable accounts: the file %s is not a properties file: %s"
                            .formatted(file, malformed.getMessage()),
                    malformed);
        }
        Map<String, String> accounts = new TreeMap<>();
        for (String domain : properties.stringPropertyNames()) {
            put(accounts, domain.strip(), properties.getProperty(domain).strip());
        }
        return accounts;
    }

    private static void put(Map<String, String> accounts, String domain, String account) {
        if (domain.isEmpty() || account.isEmpty()) {
            throw wrong("'%s=%s' lacks its domain or its account".formatted(domain, account));
        }
        if (account.contains("=")) {
            throw wrong("'%s=%s' is not a pair; in a file, a colon within a domain is written \\:"
                    .formatted(domain, account));
        }
        if (account.length() > LONGEST) {
            throw wrong("the account of %s is longer than %d characters".formatted(domain, LONGEST));
        }
        String other = accounts.put(domain, account);
        if (other != null && !other.equals(account)) {
            throw wrong("domain %s has two accounts, %s and %s".formatted(domain, other, account));
        }
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Variable accounts: %s.".formatted(what));
    }
}
