/**
 * What the demonstrations and benchmarks stream: data sets by name, and the order in which their
 * rows become events.
 *
 * <p>{@link io.ameles.demo.dataset.DatasetCatalog} turns a name into a {@link
 * io.ameles.demo.dataset.Dataset}: real ones from a {@link io.ameles.demo.dataset.DataFolder}, one
 * of them downloaded where there is no folder, and one {@link
 * io.ameles.demo.dataset.GeneratedDataset generated} from a seed where nothing is. {@link
 * io.ameles.demo.dataset.ClassIncrementalStream} then says which row is seen when, about which
 * subject and in which task. Everything is a function of seeds and files; nothing here knows Kafka,
 * Flink or a learner.
 */
@NullMarked
package io.ameles.demo.dataset;

import org.jspecify.annotations.NullMarked;
