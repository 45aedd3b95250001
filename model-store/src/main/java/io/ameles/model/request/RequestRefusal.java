package io.ameles.model.request;

/**
 * Why a request is not carried out, or not yet. The names are codes of receipts: they are never
 * renamed.
 */
public enum RequestRefusal {
  /** Nobody signed it, and somebody must. */
  SIGNATURE_REQUIRED(
      "This service takes signed requests only; sign it with a key from requests.requesters."),
  /** What it says is not what was signed, or not for this model. */
  SIGNATURE_INVALID(
      "The signature does not fit this request and this model; sign it again as docs/formats.md says."),
  /** The key that signed it is in nobody's name. */
  KEY_UNKNOWN("The key that signed the request is not among requests.requesters."),
  /** Its requester may not ask for that. */
  NOT_ALLOWED(
      "The requester may not do this, or not to whom or what the request names; see requests.requesters."),
  /** A legal hold that names something else than one subject, label or task. */
  LEGAL_HOLD_SCOPE("A legal hold names one subject, one label or one task."),
  /** The clock that it names is not configured. */
  UNKNOWN_REGULATION("There is no clock of this name; there are %s."),
  /** Its requester has asked too often. */
  RATE_LIMITED("The requester has sent %d requests since %s; send this one again from %s on."),
  /** Somebody has a claim that it is kept. */
  LEGAL_HOLD("A legal hold says that this must be kept; send the request again when it is lifted."),
  /** It is held until somebody else confirms it. */
  CONFIRMATION_NEEDED(
      "This removes much at once; nothing is changed until a second person who may confirms it."),
  /** It decides on a request that is not held. */
  NOTHING_PENDING(
      "No request that says the same is held; a decision repeats the request word for word."),
  /** The person who asked cannot be the one who confirms. */
  SAME_PERSON("Who asked for it cannot confirm it; let somebody else who may do so."),
  /** Somebody who may decide has declined it, and it stays declined. */
  WAS_DECLINED("This request was declined; whoever means it still asks anew, with another id."),
  /** A later word about the same legal hold was heard before. */
  SUPERSEDED("A later message about this legal hold came before; send a new one, dated now."),
  /** So many requests are held that no more can be. */
  TOO_MANY_HELD("%d requests wait for a decision; decide on some, then send this one again.");

  private final String message;

  RequestRefusal(String message) {
    this.message = message;
  }

  /**
   * What was wrong and what to do.
   *
   * @param details what the constant's text leaves open, in its order
   */
  public String message(Object... details) {
    return message.formatted(details);
  }
}
