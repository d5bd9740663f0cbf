/** The house rules, as tests. */
@NullMarked
package io.github.claudenexus;

import org.jspecify.annotations.NullMarked;
