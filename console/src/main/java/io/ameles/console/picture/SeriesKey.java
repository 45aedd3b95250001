package io.ameles.console.picture;

import org.jspecify.annotations.Nullable;

/**
 * What a series is about.
 *
 * @param learner null for facts about the whole job
 * @param name as in docs/operations.md
 * @param tag label, task or whatever else the fact is about; null if it is about nothing such
 */
public record SeriesKey(@Nullable String learner, String name, @Nullable String tag) {}
