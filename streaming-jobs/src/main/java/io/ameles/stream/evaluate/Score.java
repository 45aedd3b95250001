package io.ameles.stream.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * How a learner did on examples of one label and task since the barrier before.
 *
 * @param learner the learner's name
 * @param label of the examples
 * @param task of the examples, if they have one
 * @param scored how many
 * @param correct how many of them were predicted correctly
 */
record Score(String learner, String label, @Nullable String task, long scored, long correct) {}
