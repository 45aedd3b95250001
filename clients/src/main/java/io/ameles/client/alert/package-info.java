/**
 * What is worth an alarm. {@link io.ameles.client.alert.AlertRule} has the conditions, as functions
 * of what is known now; {@link io.ameles.client.alert.AlertBoard} keeps what is known, and since
 * when a condition holds. The rules for Prometheus under {@code docker/prometheus} are the same,
 * and docs/operations.md says what to do.
 */
@NullMarked
package io.ameles.client.alert;

import org.jspecify.annotations.NullMarked;
