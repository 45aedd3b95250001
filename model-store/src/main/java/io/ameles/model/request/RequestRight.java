package io.ameles.model.request;

import io.ameles.schema.RequestAction;

/** What a requester may do. */
public enum RequestRight {
  /** Have something forgotten. */
  FORGET,
  /** Decide on what somebody else wants forgotten. */
  CONFIRM,
  /** Move a deadline. */
  EXTEND,
  /** Have something kept. */
  LEGAL_HOLD;

  /** The right that an action takes. */
  public static RequestRight of(RequestAction action) {
    return switch (action) {
      case FORGET -> FORGET;
      case CONFIRM, DECLINE -> CONFIRM;
      case EXTEND -> EXTEND;
      case PLACE_LEGAL_HOLD, LIFT_LEGAL_HOLD -> LEGAL_HOLD;
    };
  }
}
