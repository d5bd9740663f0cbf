/** Every moment at which something may break, and what the next run makes of it. */
@NullMarked
package io.github.claudenexus.resilience;

import org.jspecify.annotations.NullMarked;
