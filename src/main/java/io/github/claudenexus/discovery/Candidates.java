package io.github.claudenexus.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which classes are looked at: all in packages that hold migrations, elsewhere those that are named nearly like one. */
final class Candidates {

    private Candidates() {}

    static List<String> of(ClassPathEntry place, Set<String> namedPackages) {
        Set<String> holders = new HashSet<>(namedPackages);
        for (String name : place.classes()) {
            if (isTopLevel(name) && Naming.claims(simpleName(name))) {
                holders.add(packageName(name));
            }
        }
        return place.classes().stream()
                .filter(name -> isCandidate(name, holders.contains(packageName(name))))
                .toList();
    }

    private static boolean isCandidate(String name, boolean amongMigrations) {
        String simpleName = simpleName(name);
        if (simpleName.endsWith("-info")) {
            return false;
        }
        return isTopLevel(name)
                ? amongMigrations || Naming.nearlyClaims(simpleName)
                : Naming.claims(simpleName.substring(simpleName.lastIndexOf('$') + 1));
    }

    static boolean isTopLevel(String name) {
        return simpleName(name).indexOf('$') < 0;
    }

    static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String packageName(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }
}
