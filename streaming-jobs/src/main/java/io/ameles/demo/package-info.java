/**
 * The demonstration: a real data set through a real broker and a real job, with deletions while it
 * learns and an audit at the end. {@link io.ameles.demo.DemoPlan} decides what is sent and what is
 * deleted when, {@link io.ameles.demo.DemoPlayer} sends it, {@link io.ameles.demo.DemoWatch}
 * listens, {@link io.ameles.demo.TaskAccuracies} measures the versions on held-out rows, {@link
 * io.ameles.demo.Demo} runs it all, and {@link io.ameles.demo.DemoScreen} shows what came of it.
 */
@NullMarked
package io.ameles.demo;

import org.jspecify.annotations.NullMarked;
