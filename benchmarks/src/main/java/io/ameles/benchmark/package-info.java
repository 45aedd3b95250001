/** JMH measurements; a class here measures the class of the same name without {@code Benchmark}. */
@NullMarked
package io.ameles.benchmark;

import org.jspecify.annotations.NullMarked;
