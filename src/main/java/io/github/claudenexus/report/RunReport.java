package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to tell about one run of one goal, without secrets.
 *
 * @param run which goal ran, and when
 * @param result how it ended
 * @param database what it ran on
 * @param migrations every migration, in order, as it stands now
 * @param failure what stopped it
 * @param warnings what deserves attention
 */
public record RunReport(
        Run run,
        Result result,
        Database database,
        List<MigrationResult> migrations,
        Optional<Failure> failure,
        List<String> warnings) {

    /** Copies the lists. */
    public RunReport {
        migrations = List.copyOf(migrations);
        warnings = List.copyOf(warnings);
    }

    /** A run that had nothing to do from the start. */
    public static RunReport skipped(Run run, String reason) {
        return new RunReport(run, new Result.Skipped(reason), Database.UNKNOWN, List.of(), Optional.empty(), List.of());
    }

    /** A run whose process was told to end. */
    public static RunReport interrupted(Run run, Database database, String sentence, List<String> warnings) {
        return new RunReport(
                run,
                new Result.Interrupted(sentence),
                database,
                List.of(),
                Optional.of(Failure.of(FailureCode.INTERRUPTED, sentence, "Run nexus:" + run.goal() + " again.")),
                warnings);
    }

    /** The migrations that this run worked on and finished. */
    List<MigrationResult> done() {
        return migrations.stream()
                .filter(one -> one.ranFor().isPresent() && one.state() == MigrationState.APPLIED)
                .toList();
    }

    /** The migrations that are not applied and did not fail in this run. */
    List<MigrationResult> open() {
        return migrations.stream()
                .filter(one -> !failed(one))
                .filter(one -> switch (one.state()) {
                    case PENDING, OUT_OF_ORDER, INTERRUPTED -> true;
                    case APPLIED, CHANGED, MISSING, AHEAD -> false;
                })
                .toList();
    }

    /** Whether it is this migration that failed. */
    boolean failed(MigrationResult one) {
        return failure.flatMap(it -> it.place().migration())
                .filter(one.entry().id().toString()::equals)
                .filter(name -> one.ranFor().isPresent() || one.state() != MigrationState.APPLIED)
                .isPresent();
    }

    /** The migrations in one state. */
    long count(MigrationState state) {
        return migrations.stream().filter(one -> one.state() == state).count();
    }

    /**
     * Which goal ran, and when.
     *
     * @param goal its name
     * @param pluginVersion this plugin's version
     * @param started when it began
     * @param finished when it ended
     * @param help how the plugin's help is called here, {@code mvn nexus:help}
     */
    public record Run(String goal, String pluginVersion, Instant started, Instant finished, String help) {

        /** How long it took. */
        Duration duration() {
            return Duration.between(started, finished);
        }
    }

    /**
     * What it ran on; a part that is not known is empty.
     *
     * @param address {@code postgresql://user@host:5432/name}
     * @param source which setting named it
     * @param serverVersion PostgreSQL's version
     * @param historyTable the history table, with its schema
     * @param invalidIndexes the indexes that are not valid; empty when nobody looked for them
     */
    public record Database(
            Optional<String> address,
            Optional<String> source,
            Optional<String> serverVersion,
            Optional<String> historyTable,
            Optional<List<InvalidIndex>> invalidIndexes) {

        /** Where nobody looked for invalid indexes. */
        public Database(
                Optional<String> address,
                Optional<String> source,
                Optional<String> serverVersion,
                Optional<String> historyTable) {
            this(address, source, serverVersion, historyTable, Optional.empty());
        }

        /** None was reached for. */
        public static final Database UNKNOWN =
                new Database(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How a run ended. */
    public sealed interface Result {

        /** The word that reports use. */
        String word();

        /** What there is to say of it, where the migrations do not say it. */
        default Optional<String> sentence() {
            return Optional.empty();
        }

        /** As it should. */
        record Ok() implements Result {
            @Override
            public String word() {
                return "ok";
            }
        }

        /** With the report's failure. */
        record Failed() implements Result {
            @Override
            public String word() {
                return "failed";
            }
        }

        /**
         * Before it began.
         *
         * @param reason why, as a sentence
         */
        record Skipped(String reason) implements Result {
            @Override
            public String word() {
                return "skipped";
            }

            @Override
            public Optional<String> sentence() {
                return Optional.of(reason);
            }
        }

        /**
         * By the end of its process.
         *
         * @param reason how far it had come, in a sentence or two
         */
        record Interrupted(String reason) implements Result {
            @Override
            public String word() {
                return "interrupted";
            }

            @Override
            public Optional<String> sentence() {
                return Optional.of(reason);
            }
        }
    }
}
