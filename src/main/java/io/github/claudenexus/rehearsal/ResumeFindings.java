package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.InterruptingProbe.Point;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference.ExtraRows;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what became of the runs of one migration that were interrupted and run again. What shows after one statement
 * mostly shows after each later one too: it is one finding, at the first.
 */
final class ResumeFindings {

    private static final String UNINTERRUPTED = " than after a run that nothing interrupts.";

    /** A column, a table, a type or a function is not there. */
    private static final Set<String> UNDEFINED = Set.of("42703", "42P01", "42704", "42883");

    private final DiscoveredMigration migration;
    private final RehearsalStep step;
    private final Optional<SqlScript> file;
    private final List<Finding> all = new ArrayList<>();
    private final Set<List<Object>> known = new HashSet<>();

    /**
     * Of up, or of down.
     *
     * @param step of down {@link RehearsalStep#DOWN}, of up and online {@link RehearsalStep#AGAIN}
     * @param file what is run; empty of a class
     */
    ResumeFindings(DiscoveredMigration migration, RehearsalStep step, Optional<SqlScript> file) {
        this.migration = migration;
        this.step = step;
        this.file = file;
    }

    List<Finding> all() {
        return all;
    }

    /** Nothing was found yet: it is looked for again from the first place on. */
    void forget() {
        all.clear();
        known.clear();
    }

    /** Whether a place is after the last statement of a file. */
    boolean isLastOfFile(Point point) {
        return file.map(script -> script.statements().get(script.statements().size() - 1))
                .filter(statement -> point.statement().equals(Optional.of(statement)))
                .isPresent();
    }

    /** What was not tried of a migration with more places than are tried, but for the last of a file. */
    Optional<String> notTried(int most) {
        int statements = file.map(script -> script.statements().size()).orElse(Integer.MAX_VALUE);
        return statements <= most
                ? Optional.empty()
                : Optional.of("an interruption of " + part()
                        + (file.isPresent()
                                ? " after each of its " + statements
                                        + " statements: it was interrupted after the first " + most + " and the last"
                                : " later than in the first " + most + " places where it may be interrupted"));
    }

    /** That it could not be interrupted, or not be run again, and why. */
    String notInterrupted(Failure failure) {
        return "an interruption of " + part() + ", which fails on a copy of the database: "
                + failure.message().replaceFirst("\\.$", "");
    }

    private String part() {
        return (step == RehearsalStep.DOWN ? "the down of " : "") + migration.id();
    }

    /**
     * The second run failed.
     *
     * @param point where the first was interrupted
     * @param line the line of the class that was at work there
     */
    void failed(Point point, Optional<String> line, Failure failure) {
        Failure.Place place = failure.place();
        if (!known.add(List.of(failure.message(), place.statement(), place.position(), place.code()))) {
            return;
        }
        Failure.Place interrupted = place(point, line);
        boolean isTheSame = place.statement().equals(interrupted.statement())
                && beginning(place).equals(interrupted.position());
        String where = isTheSame || place.statement().isEmpty()
                ? ""
                : " It failed at " + place.where().map(at -> at + ": ").orElse("")
                        + place.statement().get() + ".";
        boolean lacksWhatIsGone =
                !isTheSame && place.sqlState().filter(UNDEFINED::contains).isPresent();
        String fix = lacksWhatIsGone
                ? ResumeFixes.OF_TAKING_AWAY
                : failing(place).map(this::fix).orElseGet(() -> fix(point));
        add(
                point,
                line,
                ObjectPath.of(migration.id().toString()),
                Finding.PropertyChange.NONE,
                failure.message() + where,
                fix);
    }

    /**
     * The second run ended, in another state than a run does that nothing interrupts.
     *
     * @param point where the first was interrupted
     * @param line the line of the class that was at work there
     */
    void differ(Point point, Optional<String> line, StateDifference state) {
        for (Difference difference : state.catalog()) {
            if (known.add(List.of(difference.object(), difference.property()))) {
                add(
                        point,
                        line,
                        difference.object(),
                        Finding.PropertyChange.of(difference),
                        sentence(difference),
                        fix(point));
            }
        }
        for (Loss loss : state.losses()) {
            ObjectPath object = RowFindings.object(loss);
            if (known.add(List.of(object, "lost"))) {
                String rows = RowFindings.rows(loss.rows());
                String sentence = loss.column() == null
                        ? rows + " of " + loss.table() + (loss.rows() == 1 ? " is" : " are") + " missing."
                        : "the values of " + loss.table() + "." + loss.column() + " in " + rows + " are others"
                                + UNINTERRUPTED;
                add(point, line, object, Finding.PropertyChange.of("rows", loss.rows(), 0), sentence, fix(point));
            }
        }
        for (ExtraRows extra : state.extra()) {
            ObjectPath object = ObjectPath.table(extra.table());
            if (known.add(List.of(object, "extra"))) {
                String sentence = extra.table() + " has " + RowFindings.rows(extra.rows()) + " more" + UNINTERRUPTED;
                add(point, line, object, Finding.PropertyChange.of("rows", 0, extra.rows()), sentence, fix(point));
            }
        }
    }

    private static String sentence(Difference difference) {
        if (difference.isNew()) {
            return "the " + difference.object() + " is there, which a run that nothing interrupts does not make.";
        }
        return difference.isGone()
                ? "the " + difference.object() + " is missing."
                : "the " + difference.object() + " " + FindingText.change(difference) + ".";
    }

    private void add(
            Point point,
            Optional<String> line,
            ObjectPath object,
            Finding.PropertyChange change,
            String sentence,
            String fix) {
        Failure.Place place = place(point, line);
        String at = place.where()
                .map(where -> line.isPresent() ? " " + where : " at " + where)
                .orElse("");
        String what = point.statement().isPresent() ? "the statement" + at : point.batch();
        String who = step == RehearsalStep.DOWN ? "Its down, interrupted after " : "Interrupted after ";
        String message = who + what + " and run again: " + sentence + Finding.statement(place);
        all.add(new Finding(Verdict.NOT_RESUMABLE, step, object, change, message, fix).at(place));
    }

    /** Where it was interrupted. */
    private Failure.Place place(Point point, Optional<String> line) {
        return new Failure.Place(
                Optional.of(migration.id().toString()),
                Optional.of(file.map(SqlScript::file).orElse(migration.origin())),
                point.statement().map(Statement::excerpt),
                Optional.empty(),
                point.statement().map(Statement::start).filter(SourcePosition::isInFile),
                line);
    }

    /** Where the statement begins that failed: the server may point into it. */
    private Optional<SourcePosition> beginning(Failure.Place place) {
        return failing(place).map(Statement::start).filter(SourcePosition::isInFile);
    }

    private Optional<Statement> failing(Failure.Place place) {
        if (file.isEmpty()) {
            return place.statement().map(Statement::of);
        }
        return place.position().flatMap(at -> file.get().statements().stream()
                .filter(statement -> statement.start().compareTo(at) <= 0)
                .reduce((one, later) -> later));
    }

    private String fix(Point point) {
        return point.statement().map(this::fix).orElse(ResumeFixes.OF_BATCH);
    }

    private String fix(Statement statement) {
        return ResumeFixes.of(statement, file.isPresent());
    }
}
