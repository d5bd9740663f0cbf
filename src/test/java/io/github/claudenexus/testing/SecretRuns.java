package io.github.claudenexus.testing;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The runs of src/it/no-secret-is-printed: every failure of its failures.txt, with the password from every place that
 * it can be given in, each in a Maven of its own with {@code -X -e}. Without the profile {@code full} a fixed sample.
 */
public final class SecretRuns {

    private static final String SECRET = "s3cr/et+Päss";
    private static final String ENCODED = "s3cr%2Fet+P%C3%A4ss";
    private static final int EVERY = 16;

    private final Path base;
    private final URI database;

    /** In this directory, on the project's database on this server. */
    public SecretRuns(File base, String server) {
        this.base = base.toPath();
        this.database = URI.create(ItServer.database(server, base));
    }

    /** Where the password comes from. */
    private enum Way {
        ENVIRONMENT,
        COMMAND_LINE,
        SETTINGS,
        PASSWORD_FILE;

        boolean inUrl() {
            return this == ENVIRONMENT || this == COMMAND_LINE;
        }
    }

    private record Misfortune(String defect, String code, List<String> goal, String url) {

        static Misfortune of(String line) {
            String[] parts = line.split(" \\| ", -1);
            return new Misfortune(parts[0], parts[1], List.of(parts[2].split(" ")), parts[3]);
        }

        boolean fits(Way way) {
            return way.inUrl() || !(url + goal).contains("PASSWORD");
        }

        String user() {
            return url.contains("GUEST") ? "guest" : "keeper";
        }
    }

    private record Trial(Misfortune misfortune, Way way) {}

    /** Runs everything, or the sample; says how many, and fails with whatever was shown. */
    public void showNothing(boolean everything) throws Exception {
        List<Trial> all = new ArrayList<>();
        for (String line : Files.readAllLines(base.resolve("failures.txt"))) {
            if (line.contains(" | ")) {
                Misfortune misfortune = Misfortune.of(line);
                Stream.of(Way.values()).filter(misfortune::fits).forEach(way -> all.add(new Trial(misfortune, way)));
            }
        }
        // Odd, so that each place is met.
        int step = everything ? 1 : EVERY + 1;
        List<Trial> chosen = IntStream.range(0, all.size())
                .filter(index -> index % step == 0)
                .mapToObj(all::get)
                .toList();
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < chosen.size(); number++) {
            wrong.addAll(problems(chosen.get(number), base.resolve("run-" + number)));
        }
        System.out.println("[INFO] Runs with a password: " + chosen.size() + " of " + all.size() + ", " + wrong.size()
                + " problems");
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private List<String> problems(Trial trial, Path project) throws Exception {
        FileUtils.deleteDirectory(project.toFile());
        Path output = Files.createDirectories(project.resolve("target/classes/db/migration"));
        Files.copy(base.resolve("pom.xml"), project.resolve("pom.xml"));
        Path defect = base.resolve("defects").resolve(trial.misfortune().defect());
        for (File file : Objects.requireNonNullElse(defect.toFile().listFiles(), new File[0])) {
            if (file.getName().matches("\\d.*")) {
                FileUtils.copyFileToDirectory(file, output.toFile());
            }
        }
        Path log = project.resolve("build.log");
        ItServer.freshDatabase(database.toString());
        try (Connection before = connect();
                Connection beside = connect()) {
            prepare(before, defect);
            execute(beside, defect.resolve("beside.sql"));
            command(trial, project, log).start().waitFor();
        }
        List<String> problems = new ArrayList<>();
        String code = code(project, trial);
        if (!code.equals(trial.misfortune().code())) {
            problems.add(trial + ": " + code + "; see " + log);
        }
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                shown(Files.readString(file, StandardCharsets.UTF_8))
                        .forEach(form -> problems.add(trial + ": " + form + " is in " + file));
            }
        }
        return problems;
    }

    private Connection connect() throws SQLException {
        return ItServer.connect(database, database.getPath().substring(1));
    }

    private static String code(Path project, Trial trial) throws IOException {
        String goal = trial.misfortune().goal().get(0);
        Path report = project.resolve("target/nexus/" + goal + ".json");
        return Files.exists(report)
                        && new Gson()
                                        .fromJson(Files.readString(report), Map.class)
                                        .get("failure")
                                instanceof Map<?, ?> failure
                ? String.valueOf(failure.get("code"))
                : "no failure";
    }

    private static List<String> shown(String text) {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        String anywhere = text.toLowerCase(Locale.ROOT);
        return Stream.of(
                        "s3cr",
                        "et+p",
                        "et%2bp",
                        "4ss",
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes))
                .map(form -> form.toLowerCase(Locale.ROOT))
                .filter(anywhere::contains)
                .toList();
    }

    private static void prepare(Connection connection, Path defect) throws SQLException, IOException {
        execute(
                connection,
                "DROP ROLE IF EXISTS keeper; CREATE ROLE keeper LOGIN IN ROLE guest PASSWORD '" + SECRET
                        + "'; GRANT CREATE ON SCHEMA public TO keeper");
        if (Files.exists(defect.resolve("history.sql"))) {
            execute(connection, "SET ROLE keeper");
            execute(connection, history());
            execute(connection, defect.resolve("history.sql"));
            execute(connection, "RESET ROLE");
        }
        execute(connection, defect.resolve("before.sql"));
    }

    private static String history() throws IOException {
        try (var table = SecretRuns.class.getResourceAsStream("/io/github/claudenexus/history/nexus_migrations.sql")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void execute(Connection connection, Path file) throws SQLException, IOException {
        if (Files.exists(file)) {
            execute(connection, Files.readString(file));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ProcessBuilder command(Trial trial, Path project, Path log) {
        Way way = trial.way();
        String login =
                switch (way) {
                    case ENVIRONMENT, COMMAND_LINE -> trial.misfortune().user() + ":" + ENCODED + "@";
                    case PASSWORD_FILE -> trial.misfortune().user() + "@";
                    case SETTINGS -> "";
                };
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-o",
                "-X",
                "-e",
                "-s",
                base.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + base.resolveSibling("../it-repository").normalize(),
                // What another build fetched is there, whatever repository this one knows.
                "-Daether.enhancedLocalRepository.trackingFilename=none"));
        for (String argument : trial.misfortune().goal()) {
            command.add(
                    command.contains("nexus:" + trial.misfortune().goal().get(0))
                            ? filled(argument, login)
                            : "nexus:" + argument);
        }
        if (way == Way.COMMAND_LINE) {
            command.add("-Dnexus.databaseUrl=" + filled(trial.misfortune().url(), login));
        }
        if (way == Way.SETTINGS && !command.toString().contains("-Dnexus.server=")) {
            command.add("-Dnexus.server=" + trial.misfortune().user());
        }
        ProcessBuilder process =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        process.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        if (way != Way.COMMAND_LINE) {
            process.environment().put("DATABASE_URL", filled(trial.misfortune().url(), login));
        }
        if (way == Way.PASSWORD_FILE) {
            process.environment().put("PGPASSFILE", base.resolve("pgpass").toString());
        }
        return process.redirectOutput(log.toFile());
    }

    private String filled(String text, String login) {
        return text.replace("LOGIN", login)
                .replace("GUEST", login)
                .replace("PASSWORD", ENCODED)
                .replace("SERVER", database.getHost() + ":" + database.getPort())
                .replace("DATABASE", database.getPath().substring(1));
    }
}
