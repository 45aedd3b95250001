/** Follows the topics and the model store in the background, whatever becomes of Kafka. */
@NullMarked
package io.ameles.console.tail;

import org.jspecify.annotations.NullMarked;
