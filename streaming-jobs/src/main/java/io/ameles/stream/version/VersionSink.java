package io.ameles.stream.version;

import io.ameles.model.ErrorCode;
import io.ameles.model.version.Draft;
import io.ameles.model.version.StagedVersion;
import io.ameles.model.version.VersionStore;
import io.ameles.stream.state.FlinkRefusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Two-phase commit of versions: staged before the barrier (a failure to write fails the checkpoint,
 * the job restores the one before and loses nothing), published when the checkpoint is complete,
 * and published again after a crash in between. Versions that may hold what was removed are deleted
 * right after the one without it is current: never before, for then a crash could leave none. Use
 * with parallelism 1.
 */
public final class VersionSink implements Sink<Draft>, SupportsCommitter<StagedVersion> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final String model;
  private final int keep;

  /**
   * @param root the model store
   * @param model the model's name
   * @param keep how many published versions to keep; older ones are deleted
   */
  public VersionSink(Path root, String model, int keep) {
    this.root = root.toString();
    this.model = model;
    this.keep = keep;
  }

  private VersionStore store() {
    return new VersionStore(Path.of(root), model);
  }

  @Override
  public CommittingSinkWriter<Draft, StagedVersion> createWriter(WriterInitContext context) {
    VersionStore store = store();
    OptionalLong restored = context.getRestoredCheckpointId();
    requireContinuation(store, restored);
    // What is staged up to there may yet be published, when the commit is repeated.
    store.discardStagedAfter(restored.orElse(0));
    return new Writer(store);
  }

  /**
   * Versions are numbered by checkpoints. A job that starts afresh, or from a checkpoint that is
   * not the newest, would give numbers a second time, and nobody could tell the histories apart.
   */
  private static void requireContinuation(VersionStore store, OptionalLong restored) {
    List<Long> epochs = store.epochs();
    if (!epochs.isEmpty() && epochs.get(epochs.size() - 1) > restored.orElse(0)) {
      throw FlinkRefusal.forGood(
          ErrorCode.VERSION_CONFLICT,
          "%s holds version %d, and this job starts %s. Restore the newest checkpoint, or begin a new model with a name, topics for its output and a model store of its own."
              .formatted(
                  store.folder(),
                  epochs.get(epochs.size() - 1),
                  restored.isPresent()
                      ? "from checkpoint " + restored.getAsLong()
                      : "without a checkpoint"));
    }
  }

  @Override
  public Committer<StagedVersion> createCommitter(CommitterInitContext context) {
    VersionStore store = store();
    store.purge(); // what a crash kept the last commit from
    return new Publisher(store, keep);
  }

  @Override
  public SimpleVersionedSerializer<StagedVersion> getCommittableSerializer() {
    return new StagedVersionSerializer();
  }

  /** Phase one. */
  private static final class Writer implements CommittingSinkWriter<Draft, StagedVersion> {
    private final VersionStore store;
    private final List<StagedVersion> staged = new ArrayList<>();

    Writer(VersionStore store) {
      this.store = store;
    }

    @Override
    public void write(Draft draft, Context context) {
      staged.add(store.stage(draft));
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing is buffered.
    }

    @Override
    public Collection<StagedVersion> prepareCommit() {
      List<StagedVersion> ready = List.copyOf(staged);
      staged.clear();
      return ready;
    }

    @Override
    public void close() {
      // Nothing is held open; what was staged and not committed goes with the next publication.
    }
  }

  /** Phase two. */
  private static final class Publisher implements Committer<StagedVersion> {
    private final VersionStore store;
    private final int keep;

    Publisher(VersionStore store, int keep) {
      this.store = store;
      this.keep = keep;
    }

    @Override
    public void commit(Collection<CommitRequest<StagedVersion>> requests) {
      requests.stream()
          .map(CommitRequest::getCommittable)
          .sorted(Comparator.comparingLong(StagedVersion::epoch))
          .forEach(store::publish);
      // Also if all was published before a crash: what it was to delete may still be there.
      store.purge();
      store.keepNewest(keep);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
