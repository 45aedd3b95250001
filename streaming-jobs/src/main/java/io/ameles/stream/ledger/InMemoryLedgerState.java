package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link LedgerState} in plain maps. NOT thread-safe. */
final class InMemoryLedgerState implements LedgerState {
  private final Map<Pseudonym, Entry> entries = new HashMap<>();
  private final Map<Pseudonym, byte[]> contents = new HashMap<>();
  private final Map<Pseudonym, Tombstone> tombstones = new HashMap<>();
  private final Map<Pseudonym, Held> held = new HashMap<>();
  private final Pseudonym subject;
  private @Nullable Tombstone tombstone;

  InMemoryLedgerState(Pseudonym subject) {
    this.subject = subject;
  }

  @Override
  public Pseudonym subject() {
    return subject;
  }

  @Override
  public @Nullable Entry entry(Pseudonym example) {
    return entries.get(example);
  }

  @Override
  public void putEntry(Pseudonym example, Entry entry) {
    entries.put(example, entry);
  }

  @Override
  public void removeEntry(Pseudonym example) {
    entries.remove(example);
  }

  @Override
  public Map<Pseudonym, Entry> entries() {
    return new HashMap<>(entries);
  }

  @Override
  public byte @Nullable [] content(Pseudonym example) {
    return contents.get(example);
  }

  @Override
  public void putContent(Pseudonym example, byte[] content) {
    contents.put(example, content);
  }

  @Override
  public void removeContent(Pseudonym example) {
    contents.remove(example);
  }

  @Override
  public @Nullable Tombstone tombstone() {
    return tombstone;
  }

  @Override
  public void putTombstone(Tombstone newTombstone) {
    tombstone = newTombstone;
  }

  @Override
  public @Nullable Tombstone tombstone(Pseudonym example) {
    return tombstones.get(example);
  }

  @Override
  public void putTombstone(Pseudonym example, Tombstone newTombstone) {
    tombstones.put(example, newTombstone);
  }

  @Override
  public @Nullable Held held(Pseudonym fingerprint) {
    return held.get(fingerprint);
  }

  @Override
  public void putHeld(Pseudonym fingerprint, Held newHeld) {
    held.put(fingerprint, newHeld);
  }

  @Override
  public void removeHeld(Pseudonym fingerprint) {
    held.remove(fingerprint);
  }

  @Override
  public void clearExamples() {
    entries.clear();
    contents.clear();
    tombstones.clear();
  }
}
