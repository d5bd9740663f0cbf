/** The history table, all its SQL; and, pure, what it means next: the plan. */
@NullMarked
package io.github.claudenexus.history;

import org.jspecify.annotations.NullMarked;
