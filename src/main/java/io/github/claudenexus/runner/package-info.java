/** Applies a plan under the lock, or undoes a migration, and says how far it got. */
@NullMarked
package io.github.claudenexus.runner;

import org.jspecify.annotations.NullMarked;
