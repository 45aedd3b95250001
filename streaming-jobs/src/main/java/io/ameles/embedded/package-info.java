/**
 * A real Kafka broker and a real Flink cluster inside this JVM, for demonstrations and tests where
 * none is installed.
 *
 * <p>The broker, {@link io.ameles.embedded.EmbeddedKafka}, is Kafka's own: one node that is broker
 * and KRaft controller at once. It listens on 127.0.0.1 only and keeps its data in a directory that
 * outlives it. It reaches into classes of Kafka that carry no promise of compatibility, so it is
 * compiled against exactly one Kafka version, and nothing of Kafka's server side appears in a
 * public signature.
 */
@NullMarked
package io.ameles.embedded;

import org.jspecify.annotations.NullMarked;
