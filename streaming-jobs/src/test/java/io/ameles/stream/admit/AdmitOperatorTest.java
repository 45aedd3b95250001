package io.ameles.stream.admit;

import static io.ameles.schema.RequestAction.CONFIRM;
import static io.ameles.schema.RequestAction.PLACE_LEGAL_HOLD;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.admit.GateDesk.by;
import static io.ameles.stream.admit.GateDesk.under;
import static io.ameles.stream.admit.GateDesk.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.request.Requesters;
import io.ameles.stream.Backend;
import io.ameles.stream.Barriers;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LedgerInputCodec;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.CodecSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmitOperatorTest {
  private static final RequestRules RULES =
      new RequestRules(
          Requesters.NONE, new RequestRules.RateLimit(3, 1_000), new RequestRules.Guard(0.5, 3));

  private long offset;

  @Test
  void everythingGoesWhereItBelongs() throws Exception {
    try (var harness = start(RequestRules.NONE, Backend.HEAP, null)) {
      receive(harness, deleteSubject("anna").build());
      receive(harness, deleteLabel("cat").build());
      receive(harness, under(word(PLACE_LEGAL_HOLD, "court"), deleteSubject("bert").build())[0]);

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(Barriers.side(harness, AdmitOperator.FOR_ALL)).hasSize(1);
      assertThat(Barriers.side(harness, AdmitOperator.OUTCOMES))
          .extracting(Outcome::disposition)
          .containsExactly(Outcome.Disposition.HEEDED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsRememberedOverARestart(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(RULES, backend, null)) {
      receive(harness, under(by("desk"), deleteLabel("cat").build())[0]);
      receive(harness, under(word(PLACE_LEGAL_HOLD, "court"), deleteSubject("anna").build())[0]);
      receive(harness, under(by("desk"), deleteSubject("bert").build())[0]);
      receive(harness, under(by("desk"), deleteSubject("carl").build())[0]);
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(RULES, backend, state)) {
      receive(harness, under(by(""), deleteSubject("anna").build())[0]);
      receive(harness, under(by("desk"), deleteSubject("dora").build())[0]);
      receive(harness, under(word(CONFIRM, "boss"), deleteLabel("cat").build())[0]);

      assertThat(Barriers.side(harness, AdmitOperator.OUTCOMES))
          .extracting(outcome -> outcome.refusals().get(0).code())
          .containsExactly("LEGAL_HOLD", "RATE_LIMITED");
      assertThat(Barriers.side(harness, AdmitOperator.FOR_ALL)).hasSize(1);
    }
  }

  /** What an aborted epoch decided is decided again. */
  @Test
  void decisionsOfAnEpochThatDidNotCompleteAreForgotten() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(RULES, Backend.HEAP, null)) {
      receive(harness, under(by("desk"), deleteLabel("cat").build())[0]);
      state = Barriers.pass(harness, 1);
      receive(harness, under(word(CONFIRM, "boss"), deleteLabel("cat").build())[0]);
      assertThat(Barriers.side(harness, AdmitOperator.FOR_ALL)).hasSize(1);
    }
    try (var harness = start(RULES, Backend.HEAP, state)) {
      receive(harness, under(word(CONFIRM, "boss"), deleteLabel("cat").build())[0]);
      assertThat(Barriers.side(harness, AdmitOperator.FOR_ALL)).hasSize(1);
    }
  }

  private void receive(
      OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> harness, Deletion part)
      throws Exception {
    harness.processElement(new StreamRecord<>(GateDesk.at(new Position(0, offset++), part)));
  }

  private static OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> start(
      RequestRules rules, Backend backend, @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new AdmitOperator(rules, GateDesk.REGULATIONS, () -> 0));
    harness.setStateBackend(backend.create());
    harness.setup(new CodecSerializer<>(LedgerInputCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
