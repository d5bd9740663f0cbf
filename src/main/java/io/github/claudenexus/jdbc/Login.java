package io.github.claudenexus.jdbc;

/**
 * A user and a password that are kept apart from the URL.
 *
 * @param user the role
 * @param password its password; none is none
 */
public record Login(String user, Secret password) {}
