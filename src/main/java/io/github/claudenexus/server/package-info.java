/** A throw-away PostgreSQL for rehearsals and integration tests. The only room that knows zonky. */
@NullMarked
package io.github.claudenexus.server;

import org.jspecify.annotations.NullMarked;
