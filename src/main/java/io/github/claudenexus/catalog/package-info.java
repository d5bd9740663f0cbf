/** A picture of a database's catalog, and the difference between two pictures. */
@NullMarked
package io.github.claudenexus.catalog;

import org.jspecify.annotations.NullMarked;
