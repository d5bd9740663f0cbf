/** DATABASE_URL, one connection, one transaction, one row mapper. */
@NullMarked
package io.github.claudenexus.jdbc;

import org.jspecify.annotations.NullMarked;
