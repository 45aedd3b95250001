package io.ameles.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * What deleting one subject costs in ledgers that have learned more and less. The ledgers of one
 * backend take turns, so that whatever else the machine does concerns all alike; after every
 * deletion another subject is learned, so that none of them becomes smaller.
 */
final class LedgerCost implements AutoCloseable {
  /** What keeps the state. */
  enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend create() {
      return switch (this) {
        case HEAP -> new HashMapStateBackend();
        case ROCKSDB -> new EmbeddedRocksDBStateBackend();
      };
    }
  }

  /**
   * Reads and writes of keyed state by one deletion.
   *
   * @param reads elements that were read
   * @param writes elements that were written or removed
   */
  record Work(long reads, long writes) {}

  private final List<LedgerOnHarness> ledgers = new ArrayList<>();
  private final List<Integer> oldest = new ArrayList<>();
  private final List<Integer> next = new ArrayList<>();

  /**
   * @param backend of all ledgers
   * @param sizes examples learned, of one ledger each
   */
  LedgerCost(Backend backend, List<Integer> sizes, int examplesPerSubject, int dimension)
      throws Exception {
    for (int size : sizes) {
      LedgerOnHarness ledger = new LedgerOnHarness(backend.create(), examplesPerSubject, dimension);
      ledgers.add(ledger);
      int subjects = size / examplesPerSubject;
      for (int subject = 0; subject < subjects; subject++) {
        ledger.learn(subject);
      }
      oldest.add(0);
      next.add(subjects);
    }
  }

  /**
   * Deletes one subject of each ledger, and another, and so on.
   *
   * @return microseconds of every deletion, per ledger
   */
  List<Quantiles> measure(int warmUp, int deletions) throws Exception {
    List<List<Double>> micros = new ArrayList<>();
    ledgers.forEach(ledger -> micros.add(new ArrayList<>()));
    for (int round = 0; round < warmUp + deletions; round++) {
      for (int i = 0; i < ledgers.size(); i++) {
        long nanos = forgetOldest(i);
        if (round >= warmUp) {
          micros.get(i).add(nanos / 1e3);
        }
      }
    }
    return micros.stream().map(Quantiles::new).toList();
  }

  private long forgetOldest(int i) throws Exception {
    long nanos = ledgers.get(i).forget(oldest.get(i));
    ledgers.get(i).learn(next.get(i));
    oldest.set(i, oldest.get(i) + 1);
    next.set(i, next.get(i) + 1);
    return nanos;
  }

  /** What one deletion reads and writes in a ledger of {@code size} examples. */
  static Work count(Backend backend, int size, int examplesPerSubject, int dimension)
      throws Exception {
    CountedState counted = new CountedState(backend.create());
    try (LedgerOnHarness ledger = new LedgerOnHarness(counted, examplesPerSubject, dimension)) {
      int subjects = size / examplesPerSubject;
      for (int subject = 0; subject < subjects; subject++) {
        ledger.learn(subject);
      }
      long reads = counted.reads();
      long writes = counted.writes();
      ledger.forget(subjects / 2);
      return new Work(counted.reads() - reads, counted.writes() - writes);
    }
  }

  @Override
  public void close() throws Exception {
    for (LedgerOnHarness ledger : ledgers) {
      ledger.close();
    }
  }
}
