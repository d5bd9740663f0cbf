/** Finds migrations and seeds on the class path and in folders, reads, orders and checks them. */
@NullMarked
package io.github.claudenexus.discovery;

import org.jspecify.annotations.NullMarked;
