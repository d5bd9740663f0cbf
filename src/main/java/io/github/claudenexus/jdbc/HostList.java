package io.github.claudenexus.jdbc;

import io.github.claudenexus.jdbc.ConnectionSettings.Host;
import java.util.ArrayList;
import java.util.List;

/** The hosts of a URL while it is read: lists of names, of addresses and of ports, which libpq takes separately. */
final class HostList {

    private static final int DEFAULT_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;
    private static final String DEFAULT_NAME = "localhost";

    private final NamedValue source;
    private List<String> names = List.of();
    private List<String> addresses = List.of();
    private List<Integer> ports = List.of();

    /** Of a URL or an environment as a whole. */
    HostList(NamedValue source) {
        this.source = source;
    }

    /** Names, separated by commas; an empty one is the default. */
    void names(NamedValue value) {
        names = hosts(value);
    }

    /** Addresses, to connect to instead of looking the names up. */
    void addresses(NamedValue value) {
        addresses = hosts(value);
    }

    /** Ports: one for all hosts, or one for each. */
    void ports(NamedValue value) {
        ports = value.parts().stream()
                .map(part -> part.text().isEmpty() ? DEFAULT_PORT : part.number(1, HIGHEST_PORT))
                .toList();
    }

    private static List<String> hosts(NamedValue value) {
        return value.parts().stream()
                .map(part -> part.text().isEmpty() ? "" : part.host())
                .toList();
    }

    /** Makes a host of a name as it was written, where to connect, and a port. */
    @FunctionalInterface
    interface Maker {
        Host host(String name, String address, int port);
    }

    List<Host> read(Maker maker) {
        int count = Math.max(1, addresses.isEmpty() ? names.size() : addresses.size());
        demand(names.isEmpty() || names.size() == count, names.size() + " hosts", count);
        demand(ports.size() <= 1 || ports.size() == count, ports.size() + " ports", count);
        List<Host> hosts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = names.isEmpty() ? "" : names.get(index);
            String address = addresses.isEmpty() ? "" : addresses.get(index);
            String known = !name.isEmpty() ? name : !address.isEmpty() ? address : DEFAULT_NAME;
            int port = ports.isEmpty() ? DEFAULT_PORT : ports.get(ports.size() == 1 ? 0 : index);
            hosts.add(maker.host(known, address.isEmpty() ? known : address, port));
        }
        return hosts;
    }

    private void demand(boolean fits, String given, int count) {
        if (!fits) {
            String whose =
                    addresses.isEmpty() ? (count == 1 ? " host" : " hosts") : (count == 1 ? " address" : " addresses");
            throw source.bad("has " + given + " for " + count + whose);
        }
    }
}
