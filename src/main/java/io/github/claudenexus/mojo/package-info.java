/** The goals and their parameters. The only package that imports Maven. */
@NullMarked
package io.github.claudenexus.mojo;

import org.jspecify.annotations.NullMarked;
