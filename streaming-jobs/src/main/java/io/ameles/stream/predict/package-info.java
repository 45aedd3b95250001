/**
 * Questions to the model and their answers, beside the pipeline that learns and apart from it:
 * {@link io.ameles.stream.predict.PredictTopology} shares no operator and no stream with it, and
 * reads published versions from the model store as anybody else does. {@link
 * io.ameles.stream.predict.Answering} collects questions and answers them together, {@link
 * io.ameles.stream.predict.PredictOperator} says when.
 */
@NullMarked
package io.ameles.stream.predict;

import org.jspecify.annotations.NullMarked;
