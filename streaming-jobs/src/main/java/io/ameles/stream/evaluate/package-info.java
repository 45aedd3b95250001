/**
 * How well does the model do on what comes next? {@link io.ameles.stream.evaluate.Prequential}
 * scores every example with a version from before its epoch, and cannot do otherwise; {@link
 * io.ameles.stream.evaluate.Scoreboard} adds the scores up. Whether they change is watched in
 * {@code io.ameles.stream.drift}.
 */
@NullMarked
package io.ameles.stream.evaluate;

import org.jspecify.annotations.NullMarked;
