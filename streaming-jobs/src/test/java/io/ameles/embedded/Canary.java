package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ameles.client.EventSender;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Somebody whose every byte can be recognised, among others who are nobody in particular. */
final class Canary {
  static final String SUBJECT = "canary-subject-4711";
  static final String EXAMPLE = "canary-example-";
  static final String LABEL = "canary-label-0815";

  /** After all that occurs. */
  static final Instant LATER = Instant.ofEpochMilli(1_700_000_100_000L);

  private static final int EXAMPLES = 20;
  private static final int SALT = 31;

  private Canary() {}

  /** All with a label that nobody else has. */
  static List<LabeledEvent> events() {
    return IntStream.range(0, EXAMPLES)
        .mapToObj(i -> event(SUBJECT, EXAMPLE + i, LABEL, i, SALT))
        .toList();
  }

  static List<Object> others(int from, int to) {
    return IntStream.range(from, to)
        .<Object>mapToObj(i -> event("subject-" + i % 20, "example-" + i, "label-" + i % 3, i, 7))
        .toList();
  }

  static DeletionEvent forgetSubject() {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-somebody")
        .setScope(DeletionScope.SUBJECT)
        .setSubject(SUBJECT)
        .setRequestedAt(LATER)
        .build();
  }

  static DeletionEvent forgetLabel() {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-something")
        .setScope(DeletionScope.LABEL)
        .setLabel(LABEL)
        .setRequestedAt(LATER)
        .build();
  }

  static LabeledEvent event(String subject, String id, String label, int i, int salt) {
    float[] features = new float[StreamScenario.DIMENSION];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) Math.sin(salt * (i + 1.37) + j * j);
    }
    return LabeledEvent.newBuilder()
        .setId(id)
        .setSubject(subject)
        .setLabel(label)
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + i))
        .setFeatures(EventSender.features(features))
        .build();
  }

  /**
   * Ids, the label, features as they were sent, as the ledger keeps them, as learners add them up,
   * and as the model publishes them; numbers in both byte orders.
   */
  static ByteSearch search() throws MalformedEventException {
    Map<String, byte[]> traces = new TreeMap<>();
    traces.put("subject", SUBJECT.getBytes(UTF_8));
    traces.put("example id", EXAMPLE.getBytes(UTF_8));
    traces.put("label", LABEL.getBytes(UTF_8));
    long[] sums = new long[StreamScenario.DIMENSION];
    for (LabeledEvent event : events()) {
      ByteBuffer sent = event.getFeatures().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      float[] features = new float[StreamScenario.DIMENSION];
      sent.asFloatBuffer().get(features);
      put(traces, event.getId() + " as sent", Float.BYTES, (i, out) -> out.putFloat(features[i]));
      QuantizedVector vector =
          Quantization.DEFAULT.quantize(event.getFeatures(), StreamScenario.DIMENSION);
      put(traces, event.getId() + " as kept", Short.BYTES, (i, out) -> out.putShort(vector.get(i)));
      put(traces, event.getId() + " alone", Long.BYTES, (i, out) -> out.putLong(vector.get(i)));
      vector.addTo(sums, 1);
    }
    put(traces, "sums", Long.BYTES, (i, out) -> out.putLong(sums[i]));
    put(
        traces,
        "mean",
        Float.BYTES,
        (i, out) -> out.putFloat((float) (sums[i] * Quantization.DEFAULT.step() / EXAMPLES)));
    return new ByteSearch(traces);
  }

  private static void put(
      Map<String, byte[]> traces, String name, int width, BiConsumer<Integer, ByteBuffer> write) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer out = ByteBuffer.allocate(width * StreamScenario.DIMENSION).order(order);
      for (int i = 0; i < StreamScenario.DIMENSION; i++) {
        write.accept(i, out);
      }
      traces.put(
          name + (order == ByteOrder.BIG_ENDIAN ? ", big-endian" : ", little-endian"), out.array());
    }
  }
}
