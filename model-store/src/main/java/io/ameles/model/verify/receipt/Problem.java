package io.ameles.model.verify.receipt;

/**
 * Something that is wrong.
 *
 * @param flaw what kind of thing
 * @param message what exactly, in a sentence
 */
public record Problem(Flaw flaw, String message) {}
