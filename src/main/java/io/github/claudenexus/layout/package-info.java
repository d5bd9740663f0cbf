/** How migrations are numbered, named and laid out in files, by our rules and by those of other tools. */
@NullMarked
package io.github.claudenexus.layout;

import org.jspecify.annotations.NullMarked;
