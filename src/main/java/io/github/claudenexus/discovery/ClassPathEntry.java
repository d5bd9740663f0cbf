package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Naming;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/**
 * A directory or jar on the class path, and those of its files that matter here.
 *
 * @param root its root folder
 * @param label its path, as messages name it
 * @param classes the names of its classes that were looked for, nested ones too: {@code com.acme.M003_X$Row}
 * @param sqlFiles its SQL files that were looked for, as seen from its root
 */
record ClassPathEntry(Path root, String label, NavigableSet<String> classes, NavigableSet<String> sqlFiles) {

    /** The file of a class. */
    Path classFile(String className) {
        return root.resolve(className.replace('.', '/') + ".class");
    }

    /** A class's nested classes, in the order of their names. */
    NavigableSet<String> nestedClasses(String className) {
        return classes.subSet(className + '$', false, className + (char) ('$' + 1), false);
    }

    /** The classes to look at: all in packages that hold migrations, elsewhere those that are named nearly like one. */
    List<String> candidates(Set<String> namedPackages) {
        Set<String> holders = new HashSet<>(namedPackages);
        for (String name : classes) {
            if (Naming.isTopLevel(name) && Naming.claims(Naming.simpleName(name))) {
                holders.add(Naming.packageName(name));
            }
        }
        return classes.stream()
                .filter(name -> isCandidate(name, holders.contains(Naming.packageName(name))))
                .toList();
    }

    private static boolean isCandidate(String name, boolean amongMigrations) {
        String simpleName = Naming.simpleName(name);
        if (simpleName.endsWith("-info")) {
            return false;
        }
        return Naming.isTopLevel(name)
                ? amongMigrations || Naming.claims(simpleName)
                : Naming.claims(simpleName.substring(simpleName.lastIndexOf('$') + 1));
    }
}
