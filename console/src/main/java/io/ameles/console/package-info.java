/** The live console of a model, predictions over HTTP, and metrics for Prometheus. */
@NullMarked
package io.ameles.console;

import org.jspecify.annotations.NullMarked;
