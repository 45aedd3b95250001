package io.ameles.client.alert;

import java.time.Instant;

/**
 * A condition that holds.
 *
 * @param rule the condition
 * @param since when it was first found to hold; it has not been found otherwise since
 * @param message one sentence with the figures; no ids
 */
public record Alert(AlertRule rule, Instant since, String message) {}
