package io.ameles.stream.predict;

import io.ameles.client.PredictionDesk;
import io.ameles.model.serve.Answer;
import io.ameles.model.serve.PredictionCode;
import io.ameles.model.serve.Question;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.ScoredLabel;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.decode.Checks;
import io.ameles.stream.topic.KeyedRecord;
import io.ameles.stream.topic.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions that wait to be answered together. NOT thread-safe. */
final class Answering {
  /** The most characters that a request's id may have. */
  static final int MAX_ID = 256;

  /** An answer carries the key of its question, and must fit Kafka's limits with it. */
  private static final int MAX_KEY_BYTES = 1_024;

  private final String model;
  private final int maxBytes;
  private final PredictionDesk desk;
  private final Results results;
  private final SingleObjectCodec<PredictionRequest> requests =
      SingleObjectCodec.of(PredictionRequest.class);
  private final SingleObjectCodec<Prediction> predictions = SingleObjectCodec.of(Prediction.class);
  private final List<Asked> waiting = new ArrayList<>();

  private record Asked(byte @Nullable [] key, long recordedAt, PredictionRequest request) {
    boolean hasUsableId() {
      return !request.getId().isEmpty() && request.getId().length() <= MAX_ID;
    }
  }

  /** What becomes of each question. */
  interface Results {
    /**
     * It got an answer.
     *
     * @param recordedAt Kafka's timestamp of the question, milliseconds since the epoch
     */
    void answered(Outgoing prediction, long recordedAt);

    /** It got a refusal. */
    void refused(Outgoing prediction);
  }

  /**
   * @param model the model's name
   * @param maxBytes larger requests are not read
   * @param desk lent
   * @param results is told of every question, in their order
   */
  Answering(String model, int maxBytes, PredictionDesk desk, Results results) {
    this.model = model;
    this.maxBytes = maxBytes;
    this.desk = desk;
    this.results = results;
  }

  /**
   * Takes a question.
   *
   * @throws MalformedEventException if the record is none
   */
  void add(KeyedRecord question) throws MalformedEventException {
    Checks.size(question.content(), maxBytes);
    byte[] key = question.key();
    if (key != null && key.length > MAX_KEY_BYTES) {
      throw new MalformedEventException(
          DeadLetterCode.TOO_LARGE,
          "The key has more than %d bytes, and the answer would have the same; send a shorter one."
              .formatted(MAX_KEY_BYTES));
    }
    PredictionRequest request = requests.decode(question.content().value());
    waiting.add(new Asked(question.key(), question.content().recordedAt(), request));
  }

  /**
   * Answers what was taken.
   *
   * @param now milliseconds since the epoch
   */
  void answer(long now) {
    List<Question> questions = waiting.stream().map(asked -> question(asked.request())).toList();
    PredictionDesk.Reply reply = desk.answer(questions);
    for (int i = 0; i < waiting.size(); i++) {
      Asked asked = waiting.get(i);
      give(asked, reply, asked.hasUsableId() ? reply.answers().answers().get(i) : badId(), now);
    }
    waiting.clear();
  }

  private static Question question(PredictionRequest request) {
    return new Question(
        request.getLearner(),
        request.getTask(),
        request.getTop(),
        request.getFeatures(),
        request.getPayload(),
        request.getPayloadType());
  }

  private static Answer badId() {
    return new Answer.Refused(
        null, PredictionCode.INVALID_ID, "id must have 1 to %d characters.".formatted(MAX_ID));
  }

  private void give(Asked asked, PredictionDesk.Reply reply, Answer answer, long now) {
    String id = asked.request().getId();
    Prediction.Builder prediction =
        Prediction.newBuilder()
            .setId(id.substring(0, Math.min(MAX_ID, id.length())))
            .setModel(model)
            .setLearner(answer.learner())
            .setEpoch(reply.answers().epoch())
            .setPredictedAt(Instant.ofEpochMilli(now));
    if (answer instanceof Answer.Labels labels) {
      prediction.setLabels(
          labels.labels().stream()
              .map(best -> new ScoredLabel(best.label(), best.score()))
              .toList());
      prediction.setDeletionWatermark(reply.deletionWatermark());
      results.answered(outgoing(asked, prediction), asked.recordedAt());
    } else if (answer instanceof Answer.Refused refused) {
      prediction.setCode(refused.code().name()).setMessage(refused.message());
      results.refused(outgoing(asked, prediction));
    }
  }

  private Outgoing outgoing(Asked asked, Prediction.Builder prediction) {
    return new Outgoing(asked.key(), predictions.encode(prediction.build()));
  }
}
