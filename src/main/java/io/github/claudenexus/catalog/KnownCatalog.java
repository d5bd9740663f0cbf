package io.github.claudenexus.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as it was last read, so that to read it again costs what differs, not what is there. The picture is always
 * the one that {@link PictureReader} reads. It may be that of another database of the same server each time: of a copy,
 * whose rows are those of its original, only what was changed since is read.
 *
 * <p>What differs is known by the {@link Fingerprint}. Read again are the relations, types, functions and schemas that
 * differ, and what builds on these relations. A name is printed by others too: once one differs, and in every doubt, all
 * is read.
 */
public final class KnownCatalog {

    private final String history;
    private Map<Long, Long> fingerprint = Map.of();
    private Fragments fragments = new Fragments(List.of());
    private @Nullable Picture picture;
    private int wholeReads;
    private int rowForms;

    /**
     * One that knows nothing yet, and leaves the history table out.
     *
     * @param history its name with its schema, quoted where that is needed
     */
    public KnownCatalog(String history) {
        this.history = history;
    }

    /**
     * Has a connection be used for nothing but reading from now on. The server then plans each query once: a driver
     * forgets what is planned whenever the search path differs.
     */
    public static void dedicate(Connection connection) throws SQLException {
        CatalogSession.dedicate(connection);
    }

    /** The picture as the connection's transaction sees it; under autocommit, as of one moment. */
    public Picture read(Connection connection) throws SQLException {
        return CatalogSession.read(connection, history, this::read);
    }

    /** How often all had to be read: whenever names may be others, and in every doubt. */
    int wholeReads() {
        return wholeReads;
    }

    /**
     * How often rows may have become others that nobody has written: with every name that may be another one, and with
     * a type that consists of columns, whose values tables hold.
     */
    public int rowForms() {
        return rowForms;
    }

    /** A hash of what each object is, as it was last read: by the oid of a relation, type, function or schema. */
    public Map<Long, Long> hashes() {
        return Collections.unmodifiableMap(fingerprint);
    }

    private Picture read(CatalogSession session) throws SQLException {
        Map<Long, Long> now = session.fingerprint();
        Picture read = picture;
        if (read == null || !now.equals(fingerprint)) {
            if (read == null || !readChanges(session, now)) {
                fragments = new Fragments(session.everything());
                wholeReads++;
                rowForms++;
            }
            read = fragments.picture();
        }
        fingerprint = now;
        picture = read;
        return read;
    }

    /** Reads again what differs, and what builds on it; false where that may not be all. */
    private boolean readChanges(CatalogSession session, Map<Long, Long> now) throws SQLException {
        Set<Long> changed = keys(now, fingerprint);
        Set<Long> gone = keys(fingerprint, now);
        gone.removeAll(now.keySet());
        Set<Long> known = new HashSet<>(changed);
        known.retainAll(fingerprint.keySet());
        if (!gone.stream().allMatch(key -> isNamed(key, fragments.of(key)))
                || known.stream().flatMap(key -> fragments.of(key).stream()).anyMatch(Fragment::isTypeWithValues)) {
            return false;
        }
        Optional<Set<Long>> dependents = known.isEmpty() ? Optional.of(Set.of()) : session.dependents(oids(known));
        if (dependents.isEmpty()) {
            return false;
        }
        if (dependents.get().stream().filter(key -> !known.contains(key)).anyMatch(this::isTable)
                || known.stream().anyMatch(this::isComposite)) {
            rowForms++;
        }
        Set<Long> oids = oids(changed);
        oids.addAll(dependents.get());
        List<Fragment> read = oids.isEmpty() ? List.of() : session.of(oids);
        Fragments later = new Fragments(read);
        if (!changed.stream().allMatch(key -> isNamed(key, later.of(key)))
                || oids.stream().anyMatch(key -> isRenamed(fragments.of(key), later.of(key)))) {
            return false;
        }
        Set<Long> replaced = new HashSet<>(gone);
        oids.forEach(oid -> replaced.addAll(List.of(oid, -oid)));
        fragments.replace(replaced, read);
        return true;
    }

    private boolean isTable(long key) {
        return fragments.of(key).stream().anyMatch(fragment -> fragment.object().startsWith("table "));
    }

    private boolean isComposite(long key) {
        return fragments.of(key).stream()
                .anyMatch(fragment -> "composite".equals(fragment.properties().get("kind")));
    }

    /** The keys of what differs from another fingerprint, or is not there. */
    private static Set<Long> keys(Map<Long, Long> some, Map<Long, Long> others) {
        Set<Long> keys = new HashSet<>();
        some.forEach((key, hash) -> {
            if (!Objects.equals(others.get(key), hash)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static Set<Long> oids(Set<Long> keys) {
        Set<Long> oids = new HashSet<>();
        keys.forEach(key -> oids.add(Math.abs(key)));
        return oids;
    }

    /** Whether what has this key is in the picture by a name; of what is not, it is not known who prints it. */
    private static boolean isNamed(long key, List<Fragment> fragments) {
        return key < 0 || fragments.stream().anyMatch(fragment -> fragment.id() != 0);
    }

    private static boolean isRenamed(List<Fragment> before, List<Fragment> after) {
        Map<Long, String> names = new HashMap<>();
        before.stream()
                .filter(fragment -> fragment.id() != 0)
                .forEach(fragment -> names.put(fragment.id(), fragment.object()));
        return after.stream().anyMatch(fragment -> !names.getOrDefault(fragment.id(), fragment.object())
                .equals(fragment.object()));
    }
}
