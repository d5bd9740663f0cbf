/** Which locks a migration took, how strong, on what, for how long, and the safer way where there is one. */
@NullMarked
package io.github.claudenexus.locks;

import org.jspecify.annotations.NullMarked;
