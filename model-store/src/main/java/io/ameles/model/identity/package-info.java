/**
 * Who somebody is without saying it: ids become keyed {@link io.ameles.model.identity.Pseudonym}s
 * at the edge, and nothing behind the edge (state, checkpoints, versions, receipts, logs) ever
 * holds the id. Destroying the {@link io.ameles.model.identity.PseudonymKey} cuts the last thread.
 */
@NullMarked
package io.ameles.model.identity;

import org.jspecify.annotations.NullMarked;
