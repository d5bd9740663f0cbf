/** What tests share: a real server, and a fresh database for each test. */
@NullMarked
package io.github.claudenexus.testing;

import org.jspecify.annotations.NullMarked;
