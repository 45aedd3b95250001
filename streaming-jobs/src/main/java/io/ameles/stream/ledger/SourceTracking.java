package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Position;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LedgerState} that also follows where the records of its examples lie, and notes the
 * places of those that cease to be live, or never become it, so that they can be erased there too.
 * The ledger itself knows nothing of it.
 *
 * <p>NOT thread-safe.
 */
final class SourceTracking implements LedgerState {
  private final LedgerState state;
  private final SourceState others;
  private final SortedSet<Position> ceased = new TreeSet<>();

  /**
   * @param state what the ledger remembers of the current subject
   * @param others where more records of it lie
   */
  SourceTracking(LedgerState state, SourceState others) {
    this.state = state;
    this.others = others;
  }

  /** Has {@code ledger} receive an event about the current subject. */
  void arrive(Ledger ledger, Arrival arrival) {
    Entry before = state.entry(arrival.example());
    boolean wasLive = before != null && before.isLive();
    ledger.arrive(arrival, this);
    Entry now = state.entry(arrival.example());
    if (now == null || !now.isLive()) {
      ceased.add(arrival.position());
      if (wasLive) {
        ceased.add(before.position());
      }
    } else if (wasLive) {
      follow(arrival, before.position(), now.position());
    }
  }

  private void follow(Arrival arrival, Position before, Position now) {
    Sources known = others.get(arrival.example());
    Sources all = (known == null ? Sources.NONE : known).with(before).with(arrival.position());
    Sources other = all.without(now);
    if (!other.isEmpty()) {
      others.put(arrival.example(), other);
    } else if (known != null) {
      others.remove(arrival.example());
    }
  }

  private void cease(Pseudonym example, Position position) {
    Sources known = others.get(example);
    ceased.addAll((known == null ? Sources.NONE : known).with(position).positions());
    if (known != null) {
      others.remove(example);
    }
  }

  /** Where the records lie of what is not live any more, since the last call; ascending. */
  List<Position> take() {
    List<Position> taken = List.copyOf(ceased);
    ceased.clear();
    return taken;
  }

  @Override
  public Pseudonym subject() {
    return state.subject();
  }

  @Override
  public @Nullable Entry entry(Pseudonym example) {
    return state.entry(example);
  }

  @Override
  public void putEntry(Pseudonym example, Entry entry) {
    if (!entry.isLive()) {
      cease(example, entry.position());
    }
    state.putEntry(example, entry);
  }

  @Override
  public void removeEntry(Pseudonym example) {
    Entry entry = state.entry(example);
    if (entry != null && entry.isLive()) {
      cease(example, entry.position());
    }
    state.removeEntry(example);
  }

  @Override
  public Map<Pseudonym, Entry> entries() {
    return state.entries();
  }

  @Override
  public byte @Nullable [] content(Pseudonym example) {
    return state.content(example);
  }

  @Override
  public void putContent(Pseudonym example, byte[] content) {
    state.putContent(example, content);
  }

  @Override
  public void removeContent(Pseudonym example) {
    state.removeContent(example);
  }

  @Override
  public @Nullable Tombstone tombstone() {
    return state.tombstone();
  }

  @Override
  public void putTombstone(Tombstone tombstone) {
    state.putTombstone(tombstone);
  }

  @Override
  public @Nullable Tombstone tombstone(Pseudonym example) {
    return state.tombstone(example);
  }

  @Override
  public void putTombstone(Pseudonym example, Tombstone tombstone) {
    state.putTombstone(example, tombstone);
  }

  @Override
  public @Nullable Held held(Pseudonym fingerprint) {
    return state.held(fingerprint);
  }

  @Override
  public void putHeld(Pseudonym fingerprint, Held held) {
    state.putHeld(fingerprint, held);
  }

  @Override
  public void removeHeld(Pseudonym fingerprint) {
    state.removeHeld(fingerprint);
  }

  @Override
  public void clearExamples() {
    state.clearExamples();
    others.clear();
  }
}
