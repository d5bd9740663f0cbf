/** What can go wrong, as values: a code, a sentence, where, and what to do next. */
@NullMarked
package io.github.claudenexus.failure;

import org.jspecify.annotations.NullMarked;
