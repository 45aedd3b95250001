/** End-to-end measurements on a real broker and a real cluster; run with {@code benchmarks/run}. */
@NullMarked
package io.ameles.benchmark;

import org.jspecify.annotations.NullMarked;
