package io.ameles.stream.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.client.PredictionDesk;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.serve.Predictor;
import io.ameles.model.serve.Question;
import io.ameles.model.serve.ServeSettings;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Barriers;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.RawRecord;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.KeyedRecord;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the questions say is in the tests of the predictor; here, when they are answered. */
class PredictOperatorTest {
  private static final int BATCH = 3;
  private static final long WAIT_MILLIS = 5;
  private static final int MAX_BYTES = 200;

  @TempDir private Path folder;

  @Test
  void fullBatchIsAnsweredAtOnce() throws Exception {
    try (var harness = start()) {
      ask(harness, "a", "b");
      assertThat(answers(harness)).isEmpty();
      ask(harness, "c");
      assertThat(answers(harness)).extracting(Prediction::getId).containsExactly("a", "b", "c");
    }
  }

  @Test
  void loneQuestionWaitsNoLongerThanConfigured() throws Exception {
    try (var harness = start()) {
      harness.setProcessingTime(1_000);
      ask(harness, "a");
      harness.setProcessingTime(1_000 + WAIT_MILLIS - 1);
      assertThat(answers(harness)).isEmpty();
      harness.setProcessingTime(1_000 + WAIT_MILLIS);
      assertThat(answers(harness))
          .extracting(Prediction::getId, answer -> answer.getPredictedAt().toEpochMilli())
          .containsExactly(tuple("a", 1_000 + WAIT_MILLIS));
    }
  }

  @Test
  void everyQuestionIsAnsweredBeforeTheBarrierAndNothingStays() throws Exception {
    try (var harness = start()) {
      ask(harness, "a", "b");
      assertThat(Barriers.pass(harness, 1).hasState()).isFalse();
      assertThat(answers(harness)).hasSize(2);
      assertThat(Barriers.pass(harness, 2).hasState()).isFalse();
      assertThat(answers(harness)).hasSize(2);
    }
  }

  @Test
  void endOfInputAnswersTheRest() throws Exception {
    try (var harness = start()) {
      ask(harness, "a");
      harness.endInput();
      harness.getOperator().finish();
      assertThat(answers(harness)).hasSize(1);
    }
  }

  @Test
  void answerHasTheKeyOfItsQuestionEvenIfThatHasNone() throws Exception {
    try (var harness = start()) {
      harness.processElement(new StreamRecord<>(question(new byte[] {1, 2}, request("a"))));
      harness.processElement(new StreamRecord<>(question(null, request("b"))));
      harness.processElement(new StreamRecord<>(question(new byte[0], request("c"))));
      assertThat(outputs(harness))
          .extracting(Outgoing::key)
          .containsExactly(new byte[] {1, 2}, null, new byte[0]);
    }
  }

  @Test
  void whatIsNoQuestionIsSetAsideWithoutItsContentAndHoldsUpNobody() throws Exception {
    try (var harness = start()) {
      ask(harness, "a", "b");
      byte[] garbage = {1, 2, 3};
      byte[] large = new byte[MAX_BYTES + 1];
      harness.processElement(new StreamRecord<>(question(null, garbage)));
      harness.processElement(new StreamRecord<>(question(null, large)));
      assertThat(answers(harness)).isEmpty();
      ask(harness, "c");
      assertThat(answers(harness)).hasSize(3);
      assertThat(Barriers.side(harness, PredictOperator.LOST))
          .extracting(LostRecord::code, LostRecord::size, LostRecord::payload)
          .containsExactly(
              tuple(DeadLetterCode.NOT_SINGLE_OBJECT, 3, null),
              tuple(DeadLetterCode.TOO_LARGE, MAX_BYTES + 1, null));
    }
  }

  @Test
  void beforeTheFirstVersionTheAnswerSaysSo() throws Exception {
    try (var harness = start()) {
      ask(harness, "a", "b", "c");
      assertThat(answers(harness))
          .allSatisfy(
              answer -> {
                assertThat(answer.getCode()).isEqualTo("NO_VERSION");
                assertThat(answer.getMessage()).isNotBlank();
                assertThat(answer.getEpoch()).isZero();
                assertThat(answer.getModel()).isEqualTo("m");
              });
    }
  }

  @Test
  void questionsLeftOpenWhenItFailsAreNeitherAnsweredNorKept() throws Exception {
    try (var failing = start()) {
      ask(failing, "a");
      var snapshot = failing.snapshot(1, 1); // without a barrier: as if it failed before one
      try (var harness = harness()) {
        harness.initializeState(snapshot);
        harness.open();
        ask(harness, "b", "c", "d");
        assertThat(answers(harness)).extracting(Prediction::getId).containsExactly("b", "c", "d");
      }
    }
  }

  private OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing> start() throws Exception {
    var harness = harness();
    harness.open();
    return harness;
  }

  private OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing> harness() throws Exception {
    AvroGuards.establish();
    String store = folder.toString();
    var harness =
        new OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing>(
            new PredictOperator(
                "m",
                MAX_BYTES,
                new PredictionSettings(true, null, BATCH, Duration.ofMillis(WAIT_MILLIS)),
                () ->
                    new PredictionDesk(
                        new Predictor(
                            new VersionStore(Path.of(store), "m"),
                            TensorDevice.CPU,
                            new ServeSettings(null, null)),
                        null)));
    harness.setup(
        CodecTypeInfo.of(OutgoingCodec.INSTANCE).createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static void ask(
      OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing> harness, String... ids)
      throws Exception {
    for (String id : ids) {
      harness.processElement(new StreamRecord<>(question(null, request(id))));
    }
  }

  private static byte[] request(String id) {
    return SingleObjectCodec.of(PredictionRequest.class)
        .encode(
            PredictionRequest.newBuilder().setId(id).setFeatures(Question.bytes(1, 2, 3)).build());
  }

  private static KeyedRecord question(byte @Nullable [] key, byte[] value) {
    return new KeyedRecord(
        key,
        new RawRecord(
            "prediction-requests",
            new Position(0, 7),
            5,
            value.length,
            value.length > MAX_BYTES ? null : value));
  }

  private static List<Outgoing> outputs(
      OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing> harness) {
    return new ArrayList<>(harness.extractOutputValues());
  }

  private static List<Prediction> answers(
      OneInputStreamOperatorTestHarness<KeyedRecord, Outgoing> harness) throws Exception {
    SingleObjectCodec<Prediction> codec = SingleObjectCodec.of(Prediction.class);
    List<Prediction> answers = new ArrayList<>();
    for (Outgoing output : outputs(harness)) {
      answers.add(codec.decode(output.value()));
    }
    return answers;
  }
}
