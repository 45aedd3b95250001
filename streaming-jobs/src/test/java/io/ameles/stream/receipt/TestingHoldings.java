package io.ameles.stream.receipt;

import io.ameles.stream.seal.Holdings;
import java.util.ArrayList;
import java.util.List;

/** Says what the test wants, and remembers what it was asked. */
final class TestingHoldings implements Holdings {
  private static final long serialVersionUID = 1L;

  private long publishedUpTo;
  private long sealedUpTo;
  private final ArrayList<String> questions = new ArrayList<>();

  /** The current version is of this epoch. */
  void publish(long epoch) {
    publishedUpTo = epoch;
  }

  /** Nothing holds what was removed up to this epoch. */
  void seal(long epoch) {
    sealedUpTo = epoch;
  }

  /** Everything is published and gone as soon as somebody asks. */
  static TestingHoldings nothing() {
    TestingHoldings holdings = new TestingHoldings();
    holdings.publish(Long.MAX_VALUE);
    holdings.seal(Long.MAX_VALUE);
    return holdings;
  }

  List<String> questions() {
    return questions;
  }

  @Override
  public boolean published(long epoch) {
    questions.add("published " + epoch);
    return epoch <= publishedUpTo;
  }

  @Override
  public List<String> outstanding(long epoch) {
    questions.add("outstanding " + epoch);
    return epoch <= sealedUpTo ? List.of() : List.of("1 checkpoint from before epoch " + epoch);
  }
}
