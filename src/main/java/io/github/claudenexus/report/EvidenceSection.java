package io.github.claudenexus.report;

/**
 * What a later run needs to know that these very migrations were rehearsed.
 *
 * @param set the checksum of the whole set of migrations
 * @param serverVersion the version of the PostgreSQL that they were rehearsed on
 */
public record EvidenceSection(String set, String serverVersion) {}
