/** The doors. The only room that imports Maven. */
@NullMarked
package io.github.claudenexus.mojo;

import org.jspecify.annotations.NullMarked;
