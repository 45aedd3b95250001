/**
 * Ridge regression from embeddings to one-hot labels, in closed form. {@link
 * io.ameles.model.learn.ridge.Ridge} keeps the sum of the outer products of its examples and, per
 * label, their sum, both in whole numbers; it solves one system of linear equations for the
 * parameters whenever they are wanted. Start at its {@code solve}: statistics are sorted out, the
 * system is set up, factorized, and asked how well it is conditioned.
 */
@NullMarked
package io.ameles.model.learn.ridge;

import org.jspecify.annotations.NullMarked;
