/** The console over HTTP: routes, limits, who gets in, live streams. See docs/console.md. */
@NullMarked
package io.ameles.console.http;

import org.jspecify.annotations.NullMarked;
