/**
 * The job as a whole: {@link io.ameles.stream.job.JobSettings} is everything that can be chosen,
 * {@link io.ameles.stream.job.AmelesTopology} is every operator on one screen, {@link
 * io.ameles.stream.job.AmelesJob} runs it on a cluster.
 */
@NullMarked
package io.ameles.stream.job;

import org.jspecify.annotations.NullMarked;
