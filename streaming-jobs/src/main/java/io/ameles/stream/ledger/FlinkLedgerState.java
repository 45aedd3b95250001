package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.BytesCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A {@link LedgerState} of the subject that is the operator's current key. */
final class FlinkLedgerState implements LedgerState {
  /** Names of state handles; frozen, for they stand in every checkpoint. */
  static final String ENTRIES = "entries";

  private static final String CONTENTS = "contents";
  private static final String EXAMPLE_TOMBSTONES = "example-tombstones";
  private static final String SUBJECT_TOMBSTONE = "subject-tombstone";
  private static final String HELD = "held";

  private final MapState<Pseudonym, Entry> entries;
  private final MapState<Pseudonym, byte[]> contents;
  private final MapState<Pseudonym, Tombstone> tombstones;
  private final MapState<Pseudonym, Held> held;
  private final ValueState<Tombstone> tombstone;
  private final Supplier<Pseudonym> currentKey;

  FlinkLedgerState(KeyedStateStore store, Supplier<Pseudonym> currentKey) {
    this.currentKey = currentKey;
    TypeInformation<Tombstone> tombstoneType = CodecTypeInfo.of(TombstoneCodec.INSTANCE);
    entries = store.getMapState(entriesDescriptor());
    contents = store.getMapState(contentsDescriptor());
    tombstones =
        store.getMapState(
            new MapStateDescriptor<>(
                EXAMPLE_TOMBSTONES, CodecTypeInfo.of(PseudonymCodec.INSTANCE), tombstoneType));
    held =
        store.getMapState(
            new MapStateDescriptor<>(
                HELD,
                CodecTypeInfo.of(PseudonymCodec.INSTANCE),
                CodecTypeInfo.of(HeldCodec.INSTANCE)));
    tombstone = store.getState(new ValueStateDescriptor<>(SUBJECT_TOMBSTONE, tombstoneType));
  }

  /** By which the operator goes through every subject that has examples. */
  static MapStateDescriptor<Pseudonym, Entry> entriesDescriptor() {
    return new MapStateDescriptor<>(
        ENTRIES, CodecTypeInfo.of(PseudonymCodec.INSTANCE), CodecTypeInfo.of(EntryCodec.INSTANCE));
  }

  private static MapStateDescriptor<Pseudonym, byte[]> contentsDescriptor() {
    return new MapStateDescriptor<>(
        CONTENTS, CodecTypeInfo.of(PseudonymCodec.INSTANCE), CodecTypeInfo.of(BytesCodec.INSTANCE));
  }

  /** What holds anything of examples but pseudonyms and times. */
  static List<StateDescriptor<?, ?>> descriptors() {
    return List.of(entriesDescriptor(), contentsDescriptor());
  }

  @Override
  public Pseudonym subject() {
    return currentKey.get();
  }

  @Override
  public @Nullable Entry entry(Pseudonym example) {
    return get(() -> entries.get(example));
  }

  @Override
  public void putEntry(Pseudonym example, Entry entry) {
    run(() -> entries.put(example, entry));
  }

  @Override
  public void removeEntry(Pseudonym example) {
    run(() -> entries.remove(example));
  }

  @Override
  public Map<Pseudonym, Entry> entries() {
    Map<Pseudonym, Entry> copy = new HashMap<>();
    run(() -> entries.entries().forEach(entry -> copy.put(entry.getKey(), entry.getValue())));
    return copy;
  }

  @Override
  public byte @Nullable [] content(Pseudonym example) {
    return get(() -> contents.get(example));
  }

  @Override
  public void putContent(Pseudonym example, byte[] content) {
    run(() -> contents.put(example, content));
  }

  @Override
  public void removeContent(Pseudonym example) {
    run(() -> contents.remove(example));
  }

  @Override
  public @Nullable Tombstone tombstone() {
    return get(tombstone::value);
  }

  @Override
  public void putTombstone(Tombstone newTombstone) {
    run(() -> tombstone.update(newTombstone));
  }

  @Override
  public @Nullable Tombstone tombstone(Pseudonym example) {
    return get(() -> tombstones.get(example));
  }

  @Override
  public void putTombstone(Pseudonym example, Tombstone newTombstone) {
    run(() -> tombstones.put(example, newTombstone));
  }

  @Override
  public @Nullable Held held(Pseudonym fingerprint) {
    return get(() -> held.get(fingerprint));
  }

  @Override
  public void putHeld(Pseudonym fingerprint, Held newHeld) {
    run(() -> held.put(fingerprint, newHeld));
  }

  @Override
  public void removeHeld(Pseudonym fingerprint) {
    run(() -> held.remove(fingerprint));
  }

  @Override
  public void clearExamples() {
    entries.clear();
    contents.clear();
    tombstones.clear();
  }

  static <T> @Nullable T get(SupplierWithException<@Nullable T, Exception> access) {
    try {
      return access.get();
    } catch (Exception e) {
      throw broken(e);
    }
  }

  static void run(ThrowingRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception e) {
      throw broken(e);
    }
  }

  /** State that cannot be read or written fails the task, which then restores a checkpoint. */
  private static IllegalStateException broken(Exception cause) {
    return new IllegalStateException("The ledger's state backend failed.", cause);
  }
}
