package io.ameles.model.drift;

/** What a detector thinks after one more number. */
public enum Signal {
  /** Nothing has changed. */
  NONE,
  /** Something may be changing. */
  WARNING,
  /** It has become worse; the detector begins anew. */
  DRIFT
}
