/** Migrations that are broken, each named by its defect, and difficult ones that are not; with the SQL files of the same place. */
@NullMarked
package io.github.claudenexus.rehearsal.broken;

import org.jspecify.annotations.NullMarked;
