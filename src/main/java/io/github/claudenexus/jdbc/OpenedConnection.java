package io.github.claudenexus.jdbc;

import java.sql.Connection;

/**
 * A connection, and where it leads.
 *
 * @param connection open, for the caller to close
 * @param settings the same settings for the one host that was reached: more connections with them reach that host
 */
public record OpenedConnection(Connection connection, ConnectionSettings settings) {}
