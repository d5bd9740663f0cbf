/** A PostgreSQL of our own, kept or thrown away. The only package that knows how the binaries are packed. */
@NullMarked
package io.github.claudenexus.server;

import org.jspecify.annotations.NullMarked;
