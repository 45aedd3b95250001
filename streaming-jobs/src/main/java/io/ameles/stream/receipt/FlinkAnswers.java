package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** Answers in keyed state, under the request id. */
final class FlinkAnswers implements Answers {
  private final MapState<Pseudonym, Answer> byFingerprint;
  private final Consumer<Object> currentKey;

  /**
   * @param currentKey sets the key under which the state is accessed
   */
  FlinkAnswers(KeyedStateStore store, Consumer<Object> currentKey) {
    this.byFingerprint =
        store.getMapState(
            new MapStateDescriptor<>(
                "answers",
                CodecTypeInfo.of(PseudonymCodec.INSTANCE),
                CodecTypeInfo.of(AnswerCodec.INSTANCE)));
    this.currentKey = currentKey;
  }

  @Override
  public @Nullable Answer to(Deletion.Request request) {
    currentKey.accept(request.id());
    try {
      return byFingerprint.get(request.fingerprint());
    } catch (Exception e) {
      throw new FlinkRuntimeException("state cannot be read", e);
    }
  }

  @Override
  public void put(Deletion.Request request, Answer answer) {
    currentKey.accept(request.id());
    try {
      byFingerprint.put(request.fingerprint(), answer);
    } catch (Exception e) {
      throw new FlinkRuntimeException("state cannot be written", e);
    }
  }
}
