package io.github.claudenexus.locks;

import java.util.List;

/**
 * Why a lock is flagged.
 *
 * @param what what is dangerous, as a sentence without its stop
 * @param safer the safer way, in PostgreSQL's own words
 * @param sized the relations whose size decides how long it takes; none where size does not matter
 * @param when in which cases it is flagged
 */
record Danger(String what, String safer, List<String> sized, When when) {

    /** In which cases a danger is flagged. */
    enum When {
        /** Unless each of the relations is small on the target; an error where one is big. */
        ALWAYS,
        /** Always, and never as an error: it is not known for certain. */
        AS_WARNING,
        /** As a warning, and only where the target says that the relation is big: there is no way that blocks less. */
        ON_BIG
    }

    /** One whose time depends on the size of a relation. */
    static Danger slow(String what, String safer, Relation relation) {
        return new Danger(what, safer, List.of(relation.name()), When.ALWAYS);
    }

    /** One that a table of any size has. */
    static Danger anySize(String what, String safer) {
        return new Danger(what, safer, List.of(), When.ALWAYS);
    }

    Danger only(When cases) {
        return new Danger(what, safer, sized, cases);
    }
}
