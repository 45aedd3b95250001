package io.ameles.model;

/** What can keep the service from working, sorted by who must act. Names are stable. */
public enum ErrorCode {
  /** A configuration or command line that cannot be accepted. */
  CONFIGURATION(Category.CALLER),
  /** A file or topic that should be there and is not. */
  NOT_FOUND(Category.CALLER),
  /** A file whose content is not what its format says. */
  CORRUPT_FILE(Category.RESOURCES),
  /** The model store already holds a different version of the same epoch. */
  VERSION_CONFLICT(Category.CALLER),
  /** The published log of receipts goes on after the state that a job would continue it from. */
  LOG_FORK(Category.CALLER),
  /** A file that could not be written or read. */
  STORAGE(Category.RESOURCES),
  /** The tensor engine or its native library does not work here. */
  ENGINE(Category.RESOURCES),
  /** Kafka cannot be reached or refuses. */
  KAFKA(Category.RESOURCES),
  /** Integer statistics that no sequence of events can produce: a defect of this software. */
  BROKEN_INVARIANT(Category.OURS);

  /** Who must act. */
  public enum Category {
    /** The person who configured or called. */
    CALLER,
    /** The person who runs the machines. */
    RESOURCES,
    /** The authors of this software. */
    OURS
  }

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  /** Who must act. */
  public Category category() {
    return category;
  }
}
