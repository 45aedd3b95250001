package io.ameles.model.drift.input;

/**
 * An example as the statistics see it.
 *
 * @param features random Fourier features, [features] in steps of 2^-20; not copied
 * @param bins of every dimension, [dimension]; not copied
 * @param label the example's label
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Observation(int[] features, byte[] bins, String label) {}
