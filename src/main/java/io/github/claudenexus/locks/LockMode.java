package io.github.claudenexus.locks;

import java.util.Arrays;
import java.util.Locale;

/** PostgreSQL's table-level lock modes, the weakest first. */
public enum LockMode {
    /** No lock on a relation: a name is gone that no relation's lock protects, such as an enum's label. */
    NONE,
    /** Taken by SELECT. */
    ACCESS_SHARE,
    /** Taken by SELECT FOR UPDATE and the like. */
    ROW_SHARE,
    /** Taken by INSERT, UPDATE, DELETE. */
    ROW_EXCLUSIVE,
    /** Taken by VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT. */
    SHARE_UPDATE_EXCLUSIVE,
    /** Taken by CREATE INDEX. */
    SHARE,
    /** Taken by CREATE TRIGGER and ADD FOREIGN KEY. */
    SHARE_ROW_EXCLUSIVE,
    /** Taken by REFRESH MATERIALIZED VIEW CONCURRENTLY. */
    EXCLUSIVE,
    /** Taken by most forms of ALTER TABLE, DROP, TRUNCATE, VACUUM FULL. */
    ACCESS_EXCLUSIVE;

    /** The mode of this name in pg_locks: {@code AccessExclusiveLock}. */
    public static LockMode ofCatalog(String name) {
        return Arrays.stream(values())
                .filter(mode -> name.equalsIgnoreCase(mode.name().replace("_", "") + "Lock"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no lock mode"));
    }

    /** As PostgreSQL's manual and LOCK TABLE write it: {@code ACCESS EXCLUSIVE}. */
    public String words() {
        return this == NONE ? "no lock" : name().replace('_', ' ');
    }

    /** Whether INSERT, UPDATE and DELETE wait while it is held. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** Whether even SELECT waits while it is held. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** What waits while it is held, in words. */
    public String blocks() {
        if (blocksReads()) {
            return "reads and writes";
        }
        return blocksWrites() ? "writes" : "neither reads nor writes";
    }

    @Override
    public String toString() {
        return words().toLowerCase(Locale.ROOT);
    }
}
