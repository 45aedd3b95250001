package io.ameles.model.verify;

import org.jspecify.annotations.Nullable;

/**
 * Which example: an id within a subject.
 *
 * @param subject whom it is about; null for an example that is its own subject
 * @param id as its producer chose it
 */
record ExampleName(@Nullable String subject, String id) {}
