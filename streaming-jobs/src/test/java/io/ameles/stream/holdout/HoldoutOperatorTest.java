package io.ameles.stream.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldoutOperatorTest {
  private static final String LEARNER = "table";
  private static final int CAT = 11;
  private static final int DOG = 12;
  private static final int SECRET = 0x5EC;

  @Test
  void aVersionIsAskedBeforeItsOwnBarrier() throws Exception {
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", "zoo"));
      add(harness, CAT, "cat", "zoo");
      add(harness, DOG, "dog", "zoo");
      version(harness, 1, Map.of(CAT, "cat", DOG, "cat"));
      Barriers.pass(harness, 1);

      assertThat(Course.byName(harness.extractOutputValues()))
          .containsEntry("table/holdout.row/zoo", 0.0)
          .containsEntry("table/holdout.accuracy.task/zoo", 0.5)
          .containsEntry("table/forgetting.average-accuracy", 0.5)
          .doesNotContainKey("table/forgetting.spill");
      assertThat(harness.extractOutputValues())
          .contains(MeasuredFact.ofJob(1, "holdout.examples", 2, 0));
    }
  }

  @Test
  void deletionInTheMiddleIsToldApartFromWhatItCostTheOthers() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", "zoo"));
      add(harness, CAT, "cat", "zoo");
      add(harness, DOG, "dog", "zoo");
      version(harness, 1, Map.of(CAT, "cat", DOG, "dog"));
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(state)) {
      remove(harness, CAT, "cat", "zoo", false);
      version(harness, 2, Map.of(CAT, "dog", DOG, "cat"));
      Barriers.pass(harness, 2);

      assertThat(Course.byName(harness.extractOutputValues()))
          .containsEntry("table/forgetting.intended.examples", 1.0)
          .containsEntry("table/forgetting.intended.before", 1.0)
          .containsEntry("table/forgetting.intended.after", 0.0)
          .containsEntry("table/forgetting.spill", 1.0)
          .containsEntry("table/holdout.accuracy.task/zoo", 0.0);
    }
  }

  @Test
  void aCorrectionThatTakesAnExampleAwayIsNoDeletion() throws Exception {
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", "zoo"));
      add(harness, CAT, "cat", "zoo");
      add(harness, DOG, "dog", "zoo");
      version(harness, 1, Map.of(CAT, "cat", DOG, "dog"));
      Barriers.pass(harness, 1);
      remove(harness, CAT, "cat", "zoo", true);
      version(harness, 2, Map.of(DOG, "cat"));
      Barriers.pass(harness, 2);

      assertThat(Course.byName(harness.extractOutputValues()).keySet())
          .noneMatch(name -> name.contains("intended") || name.contains("spill"));
    }
  }

  @Test
  void aWholeLabelGoesWithoutItsExamplesBeingNamed() throws Exception {
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", null));
      add(harness, CAT, "cat", null);
      add(harness, DOG, "dog", null);
      version(harness, 1, Map.of(CAT, "cat", DOG, "dog"));
      Barriers.pass(harness, 1);
      changed(harness, new Change.Whole(DeletionScope.LABEL, "cat"), false);
      version(harness, 2, Map.of(CAT, "dog", DOG, "dog"));
      Barriers.pass(harness, 2);

      assertThat(Course.byName(harness.extractOutputValues()))
          .containsEntry("table/forgetting.intended.examples", 1.0)
          .containsEntry("table/forgetting.spill", 0.0);
    }
  }

  @Test
  void nothingIsAskedTwiceForNoReason() throws Exception {
    Map<Integer, String> answers = Map.of(CAT, "cat", DOG, "dog");
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", "zoo"));
      add(harness, CAT, "cat", "zoo");
      version(harness, 1, answers);
      Barriers.pass(harness, 1);
      TableHead same = version(harness, 2, answers);
      Barriers.pass(harness, 2);
      assertThat(same.asked()).hasValue(0);
      add(harness, DOG, "dog", "zoo");
      TableHead again = version(harness, 3, answers);
      Barriers.pass(harness, 3);
      assertThat(again.asked()).as("the new one only").hasValue(1);
      TableHead other = version(harness, 4, Map.of(CAT, "dog"));
      Barriers.pass(harness, 4);
      assertThat(other.asked()).hasValue(2);

      assertThat(harness.extractOutputValues())
          .filteredOn(fact -> fact.name().equals("holdout.accuracy.task"))
          .extracting(MeasuredFact::epoch)
          .containsExactly(1L, 3L, 4L);
    }
  }

  @Test
  void nothingOfADeletedExampleIsInTheCheckpoint() throws Exception {
    try (var harness = start(null)) {
      seen(harness, Tag.of("cat", "zoo"));
      add(harness, CAT, "cat", "zoo");
      add(harness, SECRET, "dog", "zoo");
      version(harness, 1, Map.of(CAT, "cat", DOG, "dog"));
      String with = bytes(Barriers.pass(harness, 1));
      remove(harness, SECRET, "dog", "zoo", false);
      version(harness, 2, Map.of(CAT, "cat", DOG, "cat"));
      String without = bytes(Barriers.pass(harness, 2));

      assertThat(Course.byName(harness.extractOutputValues()))
          .containsKey("table/forgetting.intended.after");
      for (byte[] trace : traces(SECRET)) {
        assertThat(with).contains(text(trace));
        assertThat(without).doesNotContain(text(trace));
      }
      for (byte[] trace : traces(CAT)) {
        assertThat(without).contains(text(trace));
      }
    }
  }

  /**
   * A label that nobody has any more is a name that may say something about the last who had it.
   */
  @Test
  void nothingIsKeptAboutALabelThatNoLearnerKnows() throws Exception {
    try (var harness = start(null)) {
      seen(harness, Tag.of("rare", null));
      add(harness, CAT, "rare", null);
      harness.processElement2(new StreamRecord<>(heads(1, head(List.of("rare"), Map.of()))));
      String known = bytes(Barriers.pass(harness, 1));
      remove(harness, CAT, "rare", null, false);
      harness.processElement2(new StreamRecord<>(heads(2, head(List.of("cat"), Map.of()))));
      String unknown = bytes(Barriers.pass(harness, 2));

      assertThat(known).contains("rare");
      assertThat(unknown).doesNotContain("rare");
    }
  }

  @Test
  void whatWasPredictedBeforeItWasLearnedIsAddedUpWhileATaskIsTheNewest() throws Exception {
    try (var harness = start(null)) {
      Tag zoo = Tag.of("", "zoo");
      Tag farm = Tag.of("", "farm");
      seen(harness, zoo);
      version(harness, 1, Map.of());
      Barriers.pass(harness, 1);
      for (int epoch = 2; epoch <= 3; epoch++) {
        seen(harness, zoo);
        outcome(harness, zoo, 4, epoch);
        version(harness, epoch, Map.of());
        Barriers.pass(harness, epoch);
      }
      seen(harness, farm);
      outcome(harness, zoo, 2, 1);
      version(harness, 4, Map.of());
      Barriers.pass(harness, 4);

      assertThat(harness.extractOutputValues())
          .filteredOn(fact -> fact.name().equals("prequential.accuracy.task"))
          .extracting(MeasuredFact::tag, MeasuredFact::value)
          .containsExactly(tuple("zoo", 0.5), tuple("zoo", 5.0 / 8), tuple("zoo", 0.5));
      assertThat(harness.extractOutputValues())
          .filteredOn(fact -> fact.name().equals("holdout.row") && fact.epoch() == 4)
          .extracting(MeasuredFact::tag, MeasuredFact::value)
          .containsExactly(tuple("farm", 1.0));
    }
  }

  private static String bytes(OperatorSubtaskState state) throws IOException {
    StringBuilder text = new StringBuilder();
    for (OperatorStateHandle handle : state.getManagedOperatorState()) {
      try (InputStream in = handle.openInputStream()) {
        text.append(text(in.readAllBytes()));
      }
    }
    return text.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<byte[]> traces(int id) {
    return List.of(
        vector(id).toBytes(),
        ByteBuffer.allocate(8).putLong(Fixtures.subject("s" + id).low()).array(),
        ByteBuffer.allocate(8).putLong(Fixtures.example("e" + id).low()).array());
  }

  private static QuantizedVector vector(int id) {
    return QuantizedVector.of((short) id, (short) (3 * id), (short) -id, (short) 7);
  }

  private static void seen(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness, Tag tag)
      throws Exception {
    harness.processElement1(new StreamRecord<>(new HoldoutFact.Seen(tag, 0, 0)));
  }

  private static void outcome(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness,
      Tag tag,
      long scored,
      long correct)
      throws Exception {
    harness.processElement1(
        new StreamRecord<>(new HoldoutFact.Outcome(LEARNER, tag, scored, correct)));
  }

  private static void add(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness,
      int id,
      String label,
      @Nullable String task)
      throws Exception {
    changed(harness, example(id, new Contribution(label, task, vector(id), 1)), false);
  }

  private static void remove(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness,
      int id,
      String label,
      @Nullable String task,
      boolean correction)
      throws Exception {
    changed(harness, example(id, new Contribution(label, task, vector(id), -1)), correction);
  }

  private static Change example(int id, Contribution contribution) {
    return new Change.Example(
        Fixtures.subject("s" + id),
        Fixtures.example("e" + id),
        ExampleUse.EVALUATE,
        0,
        contribution);
  }

  private static void changed(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness,
      Change change,
      boolean correction)
      throws Exception {
    harness.processElement1(
        new StreamRecord<>(new HoldoutFact.Changed(new EvaluationChange(change, correction))));
  }

  private static TableHead version(
      TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> harness,
      long epoch,
      Map<Integer, String> answers)
      throws Exception {
    TableHead head = head(List.of("cat", "dog"), answers);
    harness.processElement2(new StreamRecord<>(heads(epoch, head)));
    return head;
  }

  private static TableHead head(List<String> labels, Map<Integer, String> answers) {
    return new TableHead(labels, answers);
  }

  private static Heads heads(long epoch, TableHead head) {
    return new Heads(epoch, new TreeMap<>(Map.of(LEARNER, head)), 0);
  }

  private static TwoInputStreamOperatorTestHarness<HoldoutFact, Heads, MeasuredFact> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new TwoInputStreamOperatorTestHarness<>(
            new HoldoutOperator(TensorDevice.CPU, Quantization.DEFAULT.step(), 2, 10));
    harness.setup(new CodecSerializer<>(MeasuredFactCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
