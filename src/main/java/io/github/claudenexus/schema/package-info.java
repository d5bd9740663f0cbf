/** The Claude Nexus Proxy's own migrations 000 to 005, and their seed rows for rehearsals. */
@NullMarked
package io.github.claudenexus.schema;

import org.jspecify.annotations.NullMarked;
