package io.github.claudenexus.author;

import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import java.sql.Connection;
import java.util.Set;

/**
 * What one migration works with.
 *
 * @param connection the driver's connection, for us alone
 * @param log where its statements pass
 * @param settings variables and limits
 * @param listener hears what the author says
 * @param found collects what was already there
 */
public record MigrationContext(
        Connection connection, StatementLog log, RunSettings settings, RunListener listener, Set<String> found) {}
