package io.github.claudenexus.catalog;

import java.util.Map;

/**
 * What one row of a kind's query says of an object.
 *
 * @param key what the row is read again by: the oid of a relation, type, function or schema that the object is or
 *     belongs to; negative for what is said about an object; 0 for what is only read with everything else
 * @param id which of the things of that key it names, whatever they are called; 0 where it names none, but says something of one
 * @param object the object's path
 * @param properties of the object, without nulls
 */
record Fragment(long key, long id, String object, Map<String, String> properties) {

    /** Whether it is a type whose values others print, as a column's default prints one of an enum. */
    boolean isTypeWithValues() {
        return object.startsWith("type ") && id == key && !"composite".equals(properties.get("kind"));
    }
}
