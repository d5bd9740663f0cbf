/** Applies a plan under the lock and says how far it got; the online steps. */
@NullMarked
package io.github.claudenexus.runner;

import org.jspecify.annotations.NullMarked;
