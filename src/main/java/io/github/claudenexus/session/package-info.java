/** One connection that holds the lock: transactions, retries, poolers, who blocks whom, what became of a lost COMMIT. */
@NullMarked
package io.github.claudenexus.session;

import org.jspecify.annotations.NullMarked;
