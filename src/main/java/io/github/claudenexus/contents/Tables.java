package io.github.claudenexus.contents;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of one database. */
final class Tables {

    static final Tables NONE = new Tables(List.of());

    private final SortedMap<String, Table> byName;
    private final Map<Long, Table> byOid;

    Tables(Collection<Table> tables) {
        this.byName = new TreeMap<>(tables.stream().collect(Collectors.toMap(Table::name, Function.identity())));
        this.byOid = tables.stream().collect(Collectors.toMap(Table::oid, Function.identity()));
    }

    Collection<Table> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    Optional<Table> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The table of that name; if there is none, what that table of another copy has been renamed to. */
    Optional<Table> heir(Table table, Tables of) {
        return named(table.name()).or(() -> Optional.ofNullable(byOid.get(table.oid()))
                .filter(renamed -> of.named(renamed.name()).isEmpty()));
    }
}
