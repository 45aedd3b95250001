package io.ameles.model.drift.input;

/** What becomes of the reference after an alarm. */
public enum AfterAlarm {
  /** What comes next is the new reference: every change is noticed once. */
  ADAPT,
  /** It stays: there is an alarm when the input leaves it, and none as long as it stays away. */
  FIXED
}
