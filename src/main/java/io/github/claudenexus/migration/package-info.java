/** What authors write: {@link io.github.claudenexus.migration.Migration} and what it is handed. Imports only the JDK. */
@NullMarked
package io.github.claudenexus.migration;

import org.jspecify.annotations.NullMarked;
