/** What this database has had applied, and (pure) what that means next: the plan. */
@NullMarked
package io.github.claudenexus.history;

import org.jspecify.annotations.NullMarked;
