/**
 * Model versions as files that any tool can read. {@link io.ameles.model.version.Manifest} says
 * where a version comes from and what it contains, {@link io.ameles.model.version.LearnerSnapshot}
 * holds its numbers, {@link io.ameles.model.version.VersionStore} publishes both so that {@code
 * CURRENT} never points at something half-written.
 */
@NullMarked
package io.ameles.model.version;

import org.jspecify.annotations.NullMarked;
