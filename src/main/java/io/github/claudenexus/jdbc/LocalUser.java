package io.github.claudenexus.jdbc;

import java.nio.file.Path;

/**
 * Who runs this, and where libpq's files of that user lie.
 *
 * @param name the role when nothing names one
 * @param home the user's folder
 * @param windows whether the system is Windows, where libpq's files are elsewhere
 */
public record LocalUser(String name, Path home, boolean windows) {}
