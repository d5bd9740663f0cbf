package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.report.GoalResult;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.RunSettings.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals that work on migrations share: their parameters. */
abstract class AbstractNexusMojo extends ReportedMojo {

    /**
     * The database: <code>postgresql://user@host:5432/database</code>, also as <code>postgres://</code> or
     * <code>jdbc:postgresql://</code>, or the word <code>embedded</code> for a PostgreSQL that the plugin starts itself.
     * The first of these is taken: <code>-Dnexus.databaseUrl</code>, this parameter, <code>DATABASE_URL</code> in the
     * environment, the <code>PG*</code> variables of libpq. A password here gets a warning, because Maven prints POMs:
     * put the URL into the environment, or the password into libpq's password file (<code>~/.pgpass</code>), which is
     * read when none is given. Without any of them the run fails with <code>no-database</code>.
     */
    @Parameter
    private String databaseUrl;

    /**
     * The id of a <code>&lt;server&gt;</code> in settings.xml: its username and password, which Maven decrypts, log in
     * to the database when its URL names no user or no password. Default: none. An id that settings.xml does not have,
     * a server without a username, or a password that cannot be decrypted is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.server")
    private String server;

    /**
     * Packages that hold migrations, classes and SQL files, wherever they are on the project's class path; the
     * project's own output is always looked at. Separated by commas on the command line. Default: none; without a POM,
     * <code>io.github.claudenexus.schema</code>. A package without a migration is the failure <code>nothing-found</code>.
     */
    @Parameter(property = "nexus.packages")
    private List<String> packages;

    /**
     * <code>main</code>, or <code>test</code> to look at the test output and the test class path as well. Anything else
     * is the failure <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.scope", defaultValue = "main")
    private String scope;

    /**
     * Whether migrations and seeds in the output directory are compared with their sources: one that is newer than what
     * was built from it, or is gone, is the failure <code>not-built</code>. With <code>false</code>, what is built is run as
     * it is: for a stage of a pipeline that is handed <code>target/</code> by an earlier one.
     */
    @Parameter(property = "nexus.checkSources", defaultValue = "true")
    private boolean checkSources;

    /**
     * The schema of the table nexus_migrations. Default: where the connection's search path finds it, else the first
     * schema of that path.
     */
    @Parameter(property = "nexus.schema")
    private String schema;

    /**
     * How long a statement may wait for a lock on a table: <code>500ms</code>, <code>5s</code>, <code>2m</code>; a bare
     * number is seconds. Then the transaction is rolled back and tried again. Anything else is the failure
     * <code>bad-parameter</code>.
     */
    @Parameter(property = "nexus.lockTimeout", defaultValue = "5s")
    private String lockTimeout;

    /**
     * How long one migration is tried again in all when it does not get its locks, written as
     * <code>nexus.lockTimeout</code>. Then the run fails with <code>lock-timeout</code>.
     */
    @Parameter(property = "nexus.lockRetryTime", defaultValue = "2m")
    private String lockRetryTime;

    /**
     * What migrations may ask for by name. <code>-Dnexus.variables.&lt;name&gt;=…</code> on the command line wins over
     * an entry here. No place for secrets: Maven prints POMs.
     */
    @Parameter
    private Map<String, String> variables;

    /**
     * How the SQL files are named and read: <code>nexus</code>, or as those of another tool: <code>flyway</code>,
     * <code>mybatis</code>, <code>golang-migrate</code> (also for sqlx), <code>diesel</code>, <code>dbmate</code>. Anything
     * else is the failure <code>bad-parameter</code>, files of another layout are <code>wrong-layout</code>.
     */
    @Parameter(property = "nexus.layout", defaultValue = "nexus")
    private String layout;

    /**
     * Folders that hold the SQL files, as seen from the project's folder: they are looked at in the place of
     * <code>db/migration</code> on the class path, and need not be built. Separated by commas on the command line. Default:
     * none; in another tool's layout its usual folder, where <code>db/migration</code> is not on the class path. A folder
     * that does not exist or holds no SQL file is the failure <code>nothing-found</code>.
     */
    @Parameter(property = "nexus.locations")
    private List<String> locations;

    /**
     * Whether <code>${name}</code> in SQL files is replaced by the variable of that name. Default: <code>true</code> in the
     * layout <code>flyway</code>, which also has Flyway's own names, <code>false</code> in the others. One without a value is
     * the failure <code>bad-sql-file</code>.
     */
    @Parameter(property = "nexus.placeholders")
    private String placeholders;

    AbstractNexusMojo(MavenContext maven) {
        super(maven);
    }

    /** This goal, from its own parameters. */
    abstract Goal goal();

    @Override
    final GoalResult run(GoalRun run) {
        return run.run(this::goal, this::request);
    }

    /** What every goal is asked for, from the parameters that all have. */
    final RunRequest request() {
        Limits limits = new Limits(
                ParameterText.of("nexus.lockTimeout", lockTimeout).duration(Limits.DEFAULT.lockTimeout()),
                ParameterText.of("nexus.lockRetryTime", lockRetryTime).duration(Limits.DEFAULT.lockRetryTime()),
                waitForRunner());
        Map<String, String> values = maven().commandLine().variables(variables);
        SqlFiles files = new FileParameters(layout, locations, placeholders).files(maven().baseDirectory(), values);
        boolean ofProject = maven().hasPom() || !files.equals(SqlFiles.ours(files.project()));
        return new RunRequest(
                databaseUrl,
                server,
                RunRequest.packages(packages, ofProject),
                files,
                ParameterText.of("nexus.scope", scope).scope(),
                checkSources,
                new RunSettings(
                        ParameterText.of("nexus.schema", schema).text(),
                        limits,
                        values,
                        maven().baseDirectory(),
                        plugin().version()));
    }

    /** How long to wait for another runner; for goals that never do, of no importance. */
    Duration waitForRunner() {
        return Limits.DEFAULT.waitForRunner();
    }
}
