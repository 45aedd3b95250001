/**
 * Predictions from the published versions of a model, the same whoever asks: {@link
 * io.ameles.model.serve.Predictor} answers batches of {@link io.ameles.model.serve.Question}s, each
 * batch by one version; {@link io.ameles.model.serve.PublishedModel} follows the model store.
 */
@NullMarked
package io.ameles.model.serve;

import org.jspecify.annotations.NullMarked;
