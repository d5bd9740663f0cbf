/** Online parts that an interruption leaves half done, rehearsed by {@code InterruptedRunsTest}. */
@NullMarked
package io.github.claudenexus.rehearsal.interrupted;

import org.jspecify.annotations.NullMarked;
