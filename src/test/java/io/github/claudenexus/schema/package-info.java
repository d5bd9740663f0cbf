/** The proxy's schema, proved on a real PostgreSQL from every state that databases are found in. */
@NullMarked
package io.github.claudenexus.schema;

import org.jspecify.annotations.NullMarked;
