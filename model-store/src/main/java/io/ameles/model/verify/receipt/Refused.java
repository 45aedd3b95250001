package io.ameles.model.verify.receipt;

/** Says that something is not what it should be; what follows from it cannot be checked. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  Refused(Flaw flaw, String message) {
    super(message);
    this.flaw = flaw;
  }

  Problem problem() {
    return new Problem(flaw, getMessage());
  }
}
