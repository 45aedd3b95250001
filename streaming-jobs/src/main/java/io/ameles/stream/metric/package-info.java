/**
 * What the job measures of itself. Every stage says it as {@link
 * io.ameles.stream.metric.MeasuredFact}s; {@link io.ameles.stream.metric.MetricTopology} alone
 * turns them into records of the metrics topic and into gauges for the engine's reporters.
 */
@NullMarked
package io.ameles.stream.metric;

import org.jspecify.annotations.NullMarked;
