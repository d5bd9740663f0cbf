/** Finds migrations on the project's class path, orders and checks them. */
@NullMarked
package io.github.claudenexus.discovery;

import org.jspecify.annotations.NullMarked;
