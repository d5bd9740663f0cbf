/** DATABASE_URL, one connection, secrets. */
@NullMarked
package io.github.claudenexus.jdbc;

import org.jspecify.annotations.NullMarked;
