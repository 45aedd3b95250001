/**
 * The words of the domain without any engine: what one example adds to a model ({@link
 * io.ameles.model.Contribution}), and the errors that a person must act upon ({@link
 * io.ameles.model.AmelesException}).
 *
 * <p>Read on in the order of the data flow: {@code encode} (pictures become features), {@code
 * embed} (features become integers), {@code learn} (integers become parameters), {@code head}
 * (parameters predict), {@code version} (parameters become files), {@code verify} (somebody checks
 * all of it from the topics alone), {@code evidence} (somebody measures how well a learner
 * forgets).
 */
@NullMarked
package io.ameles.model;

import org.jspecify.annotations.NullMarked;
