package io.github.claudenexus.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code options} of libpq, {@code -c name=value --name=value}, as session settings. */
final class StartupOptions {

    private static final Pattern SETTING = Pattern.compile("(?:-c|--)([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    private StartupOptions() {}

    static Map<String, String> parse(NamedValue value) {
        Map<String, String> settings = new TreeMap<>();
        String switched = "";
        for (String word : words(value.text())) {
            if (word.equals("-c") && switched.isEmpty()) {
                switched = word;
                continue;
            }
            Matcher setting = SETTING.matcher(switched + word);
            if (!setting.matches()) {
                throw notUnderstood(value);
            }
            settings.put(setting.group(1).replace('-', '_'), setting.group(2));
            switched = "";
        }
        if (!switched.isEmpty()) {
            throw notUnderstood(value);
        }
        return settings;
    }

    private static RuntimeException notUnderstood(NamedValue value) {
        return value.bad("must be written as -c name=value or --name=value");
    }

    /** Words end at white space; a backslash takes the next character as it is. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean escaped = false;
        for (char c : (text + " ").toCharArray()) {
            if (!escaped && Character.isWhitespace(c)) {
                if (word.length() > 0) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else if (!escaped && c == '\\') {
                escaped = true;
                continue;
            } else {
                word.append(c);
            }
            escaped = false;
        }
        return words;
    }
}
