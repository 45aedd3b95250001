/**
 * What the topics say, in bounded memory: time series, requests with their receipts, dead letters.
 * Plain Java, without Kafka and HTTP.
 */
@NullMarked
package io.ameles.console.picture;

import org.jspecify.annotations.NullMarked;
