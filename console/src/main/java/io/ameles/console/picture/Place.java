package io.ameles.console.picture;

/**
 * Where a record is on its topic.
 *
 * @param partition of the topic
 * @param offset in the partition
 */
public record Place(int partition, long offset) {}
