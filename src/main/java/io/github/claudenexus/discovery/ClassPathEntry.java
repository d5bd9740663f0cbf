package io.github.claudenexus.discovery;

import java.nio.file.Path;
import java.util.NavigableSet;

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
}
