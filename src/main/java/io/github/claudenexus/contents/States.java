package io.github.claudenexus.contents;

import java.sql.Connection;

/**
 * The four states of a rehearsed migration, each a database of its own on one server, copied from one another; a
 * connection may stand for two of them.
 *
 * @param before before up
 * @param after after up
 * @param seeded after up, with the seed rows
 * @param undone after down
 */
public record States(Connection before, Connection after, Connection seeded, Connection undone) {}
