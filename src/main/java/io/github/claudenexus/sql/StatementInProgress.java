package io.github.claudenexus.sql;

import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.sql.SqlLexer.TokenKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The statement that is being read: its tokens so far, and whether a semicolon would end it. */
final class StatementInProgress {

    private static final int LONGEST_ROUTINE_HEAD = 4;
    private static final Set<String> ROUTINES = Set.of("function", "procedure");

    private final List<String> head = new ArrayList<>();
    private final Deque<Token> parentheses = new ArrayDeque<>();
    private int start = -1;
    private int end;
    private int blocks;
    private String previous = "";
    private boolean fromStdin;
    private boolean toStdout;

    void add(Token token) {
        start = isEmpty() ? token.start() : start;
        end = token.end();
        if (token.text().equals("(")) {
            parentheses.push(token);
        } else if (token.text().equals(")")) {
            parentheses.poll();
        }
        String word = token.kind() == TokenKind.WORD ? token.text().toLowerCase(Locale.ROOT) : "";
        if (!word.isEmpty() && head.size() < LONGEST_ROUTINE_HEAD) {
            head.add(word);
        }
        if (parentheses.isEmpty()) {
            fromStdin |= previous.equals("from") && word.equals("stdin");
            toStdout |= previous.equals("to") && word.equals("stdout");
            countBlocks(word);
        }
        previous = word;
    }

    // The body BEGIN ATOMIC … END of a routine holds semicolons of its own. psql's rule: CASE ends with END too.
    private void countBlocks(String word) {
        if (word.equals("begin") ? isRoutine() : word.equals("case") && blocks > 0) {
            blocks++;
        } else if (word.equals("end") && blocks > 0) {
            blocks--;
        }
    }

    private boolean isRoutine() {
        boolean replaces = startsWith("create", "or", "replace");
        int kind = replaces ? 3 : 1;
        return head.size() > kind && (replaces || startsWith("create")) && ROUTINES.contains(head.get(kind));
    }

    private boolean startsWith(String... words) {
        return head.size() >= words.length && head.subList(0, words.length).equals(List.of(words));
    }

    boolean mayEnd() {
        return parentheses.isEmpty() && blocks == 0;
    }

    boolean isEmpty() {
        return start < 0;
    }

    boolean isCopyFromStdin() {
        return fromStdin && head.get(0).equals("copy");
    }

    boolean isCopyToStdout() {
        return toStdout && head.get(0).equals("copy");
    }

    Optional<Token> openParenthesis() {
        return Optional.ofNullable(parentheses.peekLast());
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
