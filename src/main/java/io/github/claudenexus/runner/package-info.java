/** Applies a plan under the lock, or undoes what was applied, and says how far it got. */
@NullMarked
package io.github.claudenexus.runner;

import org.jspecify.annotations.NullMarked;
