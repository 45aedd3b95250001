/**
 * The audit of a running model: {@link io.ameles.audit.VersionAudit} reads the job's own topics and
 * has {@code io.ameles.model.verify} recompute a version from them.
 */
@NullMarked
package io.ameles.audit;

import org.jspecify.annotations.NullMarked;
