/** What a migration is handed at run time: guards, online steps, index builds. */
@NullMarked
package io.github.claudenexus.author;

import org.jspecify.annotations.NullMarked;
