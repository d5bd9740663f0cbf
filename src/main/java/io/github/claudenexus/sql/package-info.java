/** A SQL statement as a value: its text, where it stands, what kind it is. */
@NullMarked
package io.github.claudenexus.sql;

import org.jspecify.annotations.NullMarked;
