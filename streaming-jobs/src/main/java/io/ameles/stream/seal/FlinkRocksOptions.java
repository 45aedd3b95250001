package io.ameles.stream.seal;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlinkCompactionFilter.FlinkCompactionFilterFactory;

/**
 * Options without which RocksDB keeps what was removed although its files are compacted; {@code
 * state.backend.rocksdb.options-factory}.
 *
 * <ul>
 *   <li>A compaction that was asked for moves files to the lowest level as they are, a note of
 *       deletion beside what it deletes, unless there is a filter to apply; then it reads and
 *       writes all. The filter that is set here is Flink's own, without a time to live: it keeps
 *       everything.
 *   <li>The list of files keeps the first and last key of files that are gone, and keys of sums
 *       hold the names of labels. It is begun anew with every change.
 * </ul>
 */
public final class FlinkRocksOptions implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handles) {
    return current.setMaxManifestFileSize(1);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> handles) {
    FlinkCompactionFilterFactory keepsAll = new FlinkCompactionFilterFactory(() -> 0);
    handles.add(keepsAll);
    return current.setCompactionFilterFactory(keepsAll);
  }
}
