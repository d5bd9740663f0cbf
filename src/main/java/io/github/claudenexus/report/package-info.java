/** Turns results into words and files. */
@NullMarked
package io.github.claudenexus.report;

import org.jspecify.annotations.NullMarked;
