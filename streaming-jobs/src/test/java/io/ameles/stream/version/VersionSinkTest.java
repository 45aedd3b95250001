package io.ameles.stream.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.Fixtures;
import io.ameles.model.version.Draft;
import io.ameles.model.version.StagedVersion;
import io.ameles.model.version.VersionStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves at every step, and what the next attempt makes of it. */
class VersionSinkTest {
  @TempDir private Path root;

  @Test
  void versionsFromBeforeARemovalGoWhenTheOneWithoutItIsCurrent() throws Exception {
    commit(staged(1, null), staged(2, null));
    assertThat(store().holdings()).containsExactly(1L, 2L);
    StagedVersion without = staged(3, 3L);
    assertThat(store().epochs()).as("as long as nothing replaces them").containsExactly(1L, 2L);
    commit(without);
    assertThat(store().holdings()).containsExactly(3L);
    commit(staged(4, 3L));
    assertThat(store().holdings()).containsExactly(3L, 4L);
  }

  @Test
  void whatACrashKeptFromBeingPurgedGoesWhenTheCommitIsRepeated() throws Exception {
    commit(staged(1, null));
    StagedVersion without = staged(2, 2L);
    store().publish(without); // and no further
    assertThat(store().holdings()).containsExactly(1L, 2L);
    commit(without);
    assertThat(store().holdings()).containsExactly(2L);
    commit(without);
    assertThat(store().holdings()).containsExactly(2L);
  }

  @Test
  void whatACrashKeptFromBeingPurgedGoesAtTheNextStartEvenIfNothingIsCommittedAgain()
      throws Exception {
    commit(staged(1, null));
    store().publish(staged(2, 2L));
    committer().close();
    assertThat(store().holdings()).containsExactly(2L);
  }

  @Test
  void commitsThatComeTogetherPurgeForTheNewest() throws Exception {
    commit(staged(3, 3L), staged(1, null), staged(2, 2L));
    assertThat(store().holdings()).containsExactly(3L);
  }

  @Test
  void repeatingACommitAfterItsVersionWasPurgedChangesNothing() throws Exception {
    StagedVersion first = staged(1, null);
    commit(first);
    commit(staged(2, 2L));
    commit(first);
    assertThat(store().holdings()).containsExactly(2L);
    assertThat(store().currentEpoch()).contains(2L);
  }

  @Test
  void keepVersionsStaysTheUpperBound() throws Exception {
    for (long epoch = 1; epoch <= 9; epoch++) {
      commit(staged(epoch, epoch == 1 ? null : 2L));
    }
    assertThat(store().epochs()).containsExactly(7L, 8L, 9L);
  }

  @Test
  void whatAnUndoneAttemptStagedGoesAtItsSuccessorsStart() throws Exception {
    StagedVersion pending = staged(1, null);
    staged(2, null);
    writer(OptionalLong.of(1)).close();
    assertThat(store().holdings()).containsExactly(1L);
    commit(pending);
    writer(OptionalLong.of(1)).close();
    assertThat(store().epochs()).containsExactly(1L);
  }

  @Test
  void aJobThatStartsFromAnOldCheckpointTouchesNothing() throws Exception {
    commit(staged(5, null));
    StagedVersion next = staged(6, null);
    assertThatExceptionOfType(SuppressRestartsException.class)
        .isThrownBy(() -> writer(OptionalLong.of(4)));
    assertThat(folder().resolve(next.directory())).exists();
    assertThat(store().epochs()).containsExactly(5L);
  }

  private StagedVersion staged(long epoch, @Nullable Long cleanSince) {
    return store().stage(new Draft(Fixtures.manifest(epoch, cleanSince), List.of()));
  }

  private void commit(StagedVersion... versions) throws Exception {
    try (Committer<StagedVersion> committer = committer()) {
      committer.commit(Arrays.stream(versions).map(VersionSinkTest::request).toList());
    }
  }

  private Committer<StagedVersion> committer() {
    return sink()
        .createCommitter(
            (CommitterInitContext)
                Proxy.newProxyInstance(
                    CommitterInitContext.class.getClassLoader(),
                    new Class<?>[] {CommitterInitContext.class},
                    (proxy, method, arguments) -> {
                      throw new UnsupportedOperationException(method.getName());
                    }));
  }

  private CommittingSinkWriter<Draft, StagedVersion> writer(OptionalLong restored) {
    return sink()
        .createWriter(
            (WriterInitContext)
                Proxy.newProxyInstance(
                    WriterInitContext.class.getClassLoader(),
                    new Class<?>[] {WriterInitContext.class},
                    (proxy, method, arguments) -> {
                      if (method.getName().equals("getRestoredCheckpointId")) {
                        return restored;
                      }
                      throw new UnsupportedOperationException(method.getName());
                    }));
  }

  @SuppressWarnings("unchecked")
  private static Committer.CommitRequest<StagedVersion> request(StagedVersion staged) {
    return (Committer.CommitRequest<StagedVersion>)
        Proxy.newProxyInstance(
            Committer.class.getClassLoader(),
            new Class<?>[] {Committer.CommitRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getCommittable")) {
                return staged;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private VersionSink sink() {
    return new VersionSink(root, "m", 3);
  }

  private VersionStore store() {
    return new VersionStore(root, "m");
  }

  private Path folder() {
    return store().folder();
  }
}
