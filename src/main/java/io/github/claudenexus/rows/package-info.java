/** What the tables of a rehearsal's databases hold, and what differs between them. */
@NullMarked
package io.github.claudenexus.rows;

import org.jspecify.annotations.NullMarked;
