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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project of src/it after its builds, for its verify.groovy: what Maven printed, what the plugin reported, what the database holds. */
public final class BuiltProject {

    private final Path directory;
    private final String databaseUrl;

    /** In this directory, on the project's database on this server. */
    public BuiltProject(File directory, String server) {
        this(directory, server, "");
    }

    /** In this directory, on the database whose name is the project's with this behind it. */
    public BuiltProject(File directory, String server, String suffix) {
        this.directory = directory.toPath();
        this.databaseUrl = ItServer.database(server, directory) + suffix;
    }

    /** The URL of its database. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** All that Maven printed. */
    public String log() throws IOException {
        return new String(Files.readAllBytes(directory.resolve("build.log")), StandardCharsets.UTF_8);
    }

    /** The lines that Maven printed, without their level, and with {@code <time>} for every time a step took. */
    public List<String> lines() throws IOException {
        try (Stream<String> lines = log().lines()) {
            return lines.map(line -> line.replaceFirst("^\\[\\w+] ", "")
                            .replaceAll("\\b\\d+ ms\\b|\\b\\d+\\.\\d s\\b", "<time>")
                            .stripTrailing())
                    .toList();
        }
    }

    /** Asserts that each of these is a whole line that Maven printed, in this order. */
    public void said(String... expected) throws IOException {
        List<String> rest = lines();
        for (String line : expected) {
            int index = rest.indexOf(line);
            if (index < 0) {
                throw new AssertionError("No line (any more): " + line + "\nin " + directory.resolve("build.log"));
            }
            rest = rest.subList(index + 1, rest.size());
        }
    }

    /** How often this is a whole line that Maven printed. */
    public long times(String line) throws IOException {
        return lines().stream().filter(line::equals).count();
    }

    /** The report of the last run of a goal. */
    public Map<?, ?> report(String goal) throws IOException {
        String json = Files.readString(directory.resolve("target/nexus").resolve(goal + ".json"));
        return new Gson().fromJson(json, Map.class);
    }

    /** Runs SQL, one statement or several. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text; the word null when it is null. */
    public String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    private Connection connect() throws SQLException {
        URI uri = URI.create(databaseUrl);
        return ItServer.connect(uri, uri.getPath().substring(1));
    }
}
