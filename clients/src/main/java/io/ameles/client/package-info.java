/**
 * The outside of the topics, as a producer, a requester or an auditor sees it: {@link
 * io.ameles.client.EventSender} sends events and deletions, {@link io.ameles.client.TopicReader}
 * reads what is there, {@link io.ameles.client.TopicLog} reads it again for the audit; {@code
 * alert} says what of it is worth an alarm.
 */
@NullMarked
package io.ameles.client;

import org.jspecify.annotations.NullMarked;
