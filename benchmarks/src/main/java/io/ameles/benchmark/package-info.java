/**
 * End-to-end measurements on a real broker and a real cluster; run with {@code benchmarks/run}. A
 * class that measures one class alone has its name with {@code Benchmark} behind and uses JMH.
 */
@NullMarked
package io.ameles.benchmark;

import org.jspecify.annotations.NullMarked;
