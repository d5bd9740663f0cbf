/** What the tables hold: row counts and digests, and what differs between two states. */
@NullMarked
package io.github.claudenexus.contents;

import org.jspecify.annotations.NullMarked;
