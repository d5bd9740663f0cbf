package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rows.RowChoice;
import io.github.claudenexus.rows.RowChoice.Spared;
import io.github.claudenexus.rows.RowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out which generated rows up fails on, by trying it on fewer of them. */
final class RowTrials<E extends Exception> {

    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')+)'");
    private static final Pattern KEY = Pattern.compile("Key \\(([^)]*)\\)=");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final int MOST_COLUMNS = 16;
    private static final int MOST_WORDS = 12;

    // What a text may be that something else is made of, by how the server calls that.
    private static final List<Word> WORDS = List.of(
            new Word("integer|bigint|smallint|numeric|double|real", "17"),
            new Word("date|time", "2024-02-28"),
            new Word("json", "{}"),
            new Word("boolean", "true"),
            new Word("uuid", "0b7c6d5e-4f3a-4b2c-8d1e-000000000001"),
            new Word("inet|cidr", "192.0.2.1"),
            new Word("interval", "1 day"),
            new Word("array", "{}"));

    /** A text that is a value of certain types too. */
    private record Word(String types, String text) {}

    /** Applies the migration to a database that is as before it, and has these generated rows and no other. */
    @FunctionalInterface
    interface Trial<E extends Exception> {
        /** Why it failed; empty when it did not. */
        Optional<Failure> up(RowChoice rows) throws E;
    }

    /**
     * What was found.
     *
     * @param rows those with which up succeeds
     * @param culprits the rows that it fails on; empty where nothing but the keys that a sequence gave were in the way
     * @param column the column whose value is the reason, where it is only one
     * @param text whether typical texts are the reason
     * @param every whether it fails on all rows that could be made
     * @param failure why it fails; without culprits why it fails without any row
     */
    record Diagnosis(
            RowChoice rows,
            Set<RowKind> culprits,
            Optional<Spared> column,
            boolean text,
            boolean every,
            Optional<Failure> failure) {

        /** Whether up fails because of values that rows have. */
        boolean isOfRows() {
            return !culprits.isEmpty();
        }

        static Diagnosis nothing(RowChoice rows) {
            return new Diagnosis(rows, Set.of(), Optional.empty(), false, false, Optional.empty());
        }

        static Diagnosis without(Failure failure) {
            return new Diagnosis(RowChoice.NONE, Set.of(), Optional.empty(), false, false, Optional.of(failure));
        }

        static Diagnosis some(RowChoice rows, Set<RowKind> culprits, Failure failure) {
            return new Diagnosis(rows, culprits, Optional.empty(), false, false, Optional.of(failure));
        }
    }

    private final Trial<E> trial;
    private final RowChoice all;
    private final Map<String, List<String>> columns;
    private final List<String> statements;

    /**
     * With what is known before them.
     *
     * @param all every row that there may be
     * @param columns the columns of each table that has generated rows
     * @param statements what up runs, as far as that is known
     */
    RowTrials(Trial<E> trial, RowChoice all, Map<String, List<String>> columns, List<String> statements) {
        this.trial = trial;
        this.all = all;
        this.columns = columns;
        this.statements = statements;
    }

    /** Tries until it is known. */
    Diagnosis after(Failure first) throws E {
        Optional<Failure> without = trial.up(RowChoice.NONE);
        if (without.isPresent()) {
            return Diagnosis.without(without.get());
        }
        String state = state(first);
        if (Set.of("23505", "23503").contains(state) && succeeds(all.withFarKeys())) {
            return Diagnosis.nothing(all.withFarKeys());
        }
        for (Spared column : suspects(first)) {
            RowChoice rest = all.withTypicalValueIn(column);
            if (succeeds(rest)) {
                return new Diagnosis(
                        rest, Set.of(column.kind()), Optional.of(column), false, false, Optional.of(first));
            }
        }
        Optional<Failure> onTypical = trial.up(all.only(Set.of(RowKind.TYPICAL)));
        return onTypical.isEmpty() ? fewer(first) : otherTexts(onTypical.get());
    }

    private boolean succeeds(RowChoice rows) throws E {
        return trial.up(rows).isEmpty();
    }

    /** Takes one kind of rows after the other away, the most suspicious first, and puts back what is innocent. */
    private Diagnosis fewer(Failure first) throws E {
        RowChoice rest = all;
        Set<RowKind> removed = new LinkedHashSet<>();
        for (RowKind kind : bySuspicion(state(first))) {
            rest = rest.without(kind);
            removed.add(kind);
            if (succeeds(rest)) {
                break;
            }
        }
        for (RowKind kind : List.copyOf(removed)) {
            Set<RowKind> more = EnumSet.copyOf(rest.kinds());
            more.add(kind);
            if (removed.size() > 1 && succeeds(rest.only(more))) {
                rest = rest.only(more);
                removed.remove(kind);
            }
        }
        return Diagnosis.some(rest, removed, first);
    }

    private Diagnosis otherTexts(Failure onTypical) throws E {
        for (String word : words(onTypical)) {
            if (succeeds(all.only(Set.of(RowKind.TYPICAL)).withText(word))) {
                RowChoice plain = all.only(
                                EnumSet.of(RowKind.TYPICAL, RowKind.SECOND, RowKind.DUPLICATE, RowKind.NULLS))
                        .withText(word);
                RowChoice rest = succeeds(plain) ? plain : plain.only(Set.of(RowKind.TYPICAL));
                return new Diagnosis(
                        rest, Set.of(RowKind.TYPICAL), Optional.empty(), true, false, Optional.of(onTypical));
            }
        }
        for (RowKind kind : List.of(RowKind.NULLS, RowKind.LEAST, RowKind.GREATEST, RowKind.ODD)) {
            RowChoice alone = all.only(Set.of(kind));
            if (succeeds(alone)) {
                return Diagnosis.some(alone, Set.of(RowKind.TYPICAL), onTypical);
            }
        }
        return new Diagnosis(
                RowChoice.NONE,
                Set.of(RowKind.TYPICAL),
                Optional.empty(),
                false,
                isOfAnyRow(onTypical),
                Optional.of(onTypical));
    }

    /** Whether no other value could have helped: what fails is about a column that up adds, or about rows as such. */
    private static boolean isOfAnyRow(Failure failure) {
        String state = state(failure);
        return state.equals("23502") || isOfNewColumn(failure) || !(state.startsWith("22") || state.startsWith("23"));
    }

    private static boolean isOfNewColumn(Failure failure) {
        return failure.place()
                .statement()
                .filter(sql -> sql.matches("(?is).*\\bADD\\s+(?!CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY|EXCLUDE).*"))
                .isPresent();
    }

    static String state(Failure failure) {
        return failure.place().sqlState().orElse("");
    }

    private static List<RowKind> bySuspicion(String state) {
        List<RowKind> first =
                switch (state) {
                    case "23502" -> List.of(RowKind.NULLS);
                    case "23505" -> List.of(RowKind.DUPLICATE, RowKind.SECOND);
                    case "22001", "54000" -> List.of(RowKind.GREATEST, RowKind.ODD);
                    case "22003" -> List.of(RowKind.GREATEST, RowKind.LEAST);
                    case "22012" -> List.of(RowKind.ODD);
                    default -> List.of(RowKind.LEAST, RowKind.ODD);
                };
        return Stream.concat(
                        first.stream(),
                        Stream.of(
                                RowKind.GREATEST,
                                RowKind.LEAST,
                                RowKind.ODD,
                                RowKind.NULLS,
                                RowKind.DUPLICATE,
                                RowKind.SECOND,
                                RowKind.LABEL))
                .distinct()
                .toList();
    }

    /** The columns one of which may hold the NULL, or the value that is there twice; those that the server names first. */
    private List<Spared> suspects(Failure failure) {
        Optional<RowKind> kind = Optional.ofNullable(
                Map.of("23502", RowKind.NULLS, "23505", RowKind.DUPLICATE).get(state(failure)));
        if (isOfNewColumn(failure)) {
            return List.of();
        }
        List<String> named = named(failure.message());
        List<Spared> first = new ArrayList<>();
        List<Spared> others = new ArrayList<>();
        for (String table : kind.isEmpty() ? List.<String>of() : tables(failure)) {
            for (String column : columns.getOrDefault(table, List.of())) {
                (named.contains(bare(column)) ? first : others).add(new Spared(table, column, kind.get()));
            }
        }
        return Stream.concat(first.stream(), others.stream())
                .limit(MOST_COLUMNS)
                .toList();
    }

    private static List<String> named(String message) {
        List<String> named = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(message);
        while (quoted.find()) {
            named.add(quoted.group(1));
        }
        Matcher key = KEY.matcher(message);
        while (key.find()) {
            Stream.of(key.group(1).split("\\W+", -1)).forEach(named::add);
        }
        return named;
    }

    /** What a failure is about: the table that the server names first, else the one that the statement does. */
    Optional<String> table(Failure failure) {
        return tables(failure).stream().findFirst();
    }

    /** The one column of a table that the statement names; empty where there is not just one. */
    Optional<String> column(String table, Failure failure) {
        String statement = failure.place().statement().orElse("");
        List<String> mentioned = columns.getOrDefault(table, List.of()).stream()
                .filter(column -> names(statement, bare(column)))
                .toList();
        return mentioned.size() == 1 ? Optional.of(mentioned.get(0)) : Optional.empty();
    }

    private List<String> tables(Failure failure) {
        List<String> named = named(failure.message());
        List<String> byServer = columns.keySet().stream()
                .filter(table -> named.contains(bare(table)))
                .sorted(Comparator.comparingInt(table -> named.indexOf(bare(table))))
                .toList();
        String statement = failure.place().statement().orElse("");
        return byServer.isEmpty()
                ? columns.keySet().stream()
                        .filter(table -> names(statement, bare(table)))
                        .toList()
                : byServer;
    }

    private static boolean names(String statement, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(statement)
                .find();
    }

    private static String bare(String name) {
        return name.replaceFirst("^.*\\.(?=[^.]+$)", "").replace("\"", "");
    }

    private List<String> words(Failure failure) {
        String state = state(failure);
        if (!state.startsWith("22") && !state.equals("23514") && !state.equals("P0001")) {
            return List.of();
        }
        Set<String> words = new LinkedHashSet<>();
        WORDS.stream()
                .filter(word ->
                        Pattern.compile(word.types()).matcher(failure.message()).find())
                .forEach(word -> words.add(word.text()));
        for (String statement : statements) {
            Matcher literals = LITERAL.matcher(statement);
            while (literals.find()) {
                words.add(literals.group(1));
            }
        }
        WORDS.forEach(word -> words.add(word.text()));
        return words.stream().limit(MOST_WORDS).toList();
    }
}
