package io.ameles.console.picture;

/**
 * One measured value.
 *
 * @param millis when it was measured, since 1970
 * @param epoch as of the end of which
 * @param value in the unit of the fact; may be NaN or infinite
 */
public record Point(long millis, long epoch, double value) {}
