/** Up, again, down, up: a verdict per migration. */
@NullMarked
package io.github.claudenexus.rollback;

import org.jspecify.annotations.NullMarked;
