/** Up, again, down, up: a verdict per migration. */
@NullMarked
package io.github.claudenexus.rehearsal;

import org.jspecify.annotations.NullMarked;
