package io.ameles.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.ameles.client.PredictionDesk;
import io.ameles.model.serve.Answer;
import io.ameles.model.serve.Question;
import io.ameles.model.serve.ScoredLabel;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Asks the model. */
final class PredictRoute {
  /** How many instances a request has at most. */
  static final int MOST = 256;

  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_FEATURES = 65_536;
  private static final int LONGEST = 256;
  private static final int DEFAULT_TOP = 5;
  private static final int AT_ONCE = 16;
  private static final Set<String> MEMBERS = Set.of("instances", "learner", "top");
  private static final Set<String> OF_INSTANCE =
      Set.of("id", "features", "featuresBase64", "payload", "payloadType", "task");

  private final String model;
  private final PredictionDesk desk;
  private final Semaphore waiting = new Semaphore(AT_ONCE);

  PredictRoute(String model, PredictionDesk desk) {
    this.model = model;
    this.desk = desk;
  }

  /** All answers, from one version. */
  private record Predictions(
      String model,
      @Nullable String learner,
      long epoch,
      @Nullable String deletionWatermark,
      List<Map<String, Object>> predictions) {}

  void predict(Context exchange) {
    if (!waiting.tryAcquire()) {
      throw new Problem(
          Problem.Kind.TOO_MANY, "%d requests are being answered; try again.".formatted(AT_ONCE));
    }
    try {
      answer(exchange);
    } finally {
      waiting.release();
    }
  }

  private void answer(Context exchange) {
    Members members = new Members(Body.object(exchange, MOST_BYTES), MEMBERS);
    String learner = members.text("learner", LONGEST);
    int top = members.integer("top", DEFAULT_TOP, 1, Question.MAX_TOP);
    List<@Nullable String> ids = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    for (JsonNode instance : members.array("instances", MOST)) {
      if (!instance.isObject()) {
        throw Members.wrong("instances must hold objects.");
      }
      Members of = new Members(instance, OF_INSTANCE);
      ids.add(of.text("id", LONGEST));
      questions.add(question(of, learner, top));
    }
    if (questions.isEmpty()) {
      throw Members.wrong("instances must be there, 1 to %d.".formatted(MOST));
    }
    PredictionDesk.Reply reply = desk.answer(questions);
    if (reply.answers().version() == null) {
      throw new Problem(
          Problem.Kind.UNAVAILABLE, "There is no version that can answer; try again later.");
    }
    Reply.json(exchange, predictions(reply, ids));
  }

  private static Question question(Members of, @Nullable String learner, int top) {
    int given = 0;
    for (String kind : List.of("features", "featuresBase64", "payload")) {
      given += of.has(kind) ? 1 : 0;
    }
    if (given != 1 || of.has("payload") != of.has("payloadType")) {
      throw Members.wrong(
          "Every instance must have one of features, featuresBase64, and payload with payloadType.");
    }
    byte[] payload = of.bytes("payload");
    return new Question(
        learner,
        of.text("task", LONGEST),
        top,
        features(of),
        payload == null ? null : ByteBuffer.wrap(payload),
        of.text("payloadType", 64));
  }

  private static ByteBuffer features(Members of) {
    byte[] bytes = of.bytes("featuresBase64");
    if (bytes != null) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    List<JsonNode> numbers = of.array("features", MOST_FEATURES);
    float[] features = new float[numbers.size()];
    for (int i = 0; i < features.length; i++) {
      if (!numbers.get(i).isNumber()) {
        throw Members.wrong("features must hold numbers.");
      }
      features[i] = numbers.get(i).floatValue();
    }
    return Question.bytes(features);
  }

  private Predictions predictions(PredictionDesk.Reply reply, List<@Nullable String> ids) {
    List<Answer> answers = reply.answers().answers();
    List<Map<String, Object>> predictions = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      predictions.add(prediction(ids.get(i), answers.get(i)));
    }
    Instant watermark = reply.deletionWatermark();
    return new Predictions(
        model,
        answers.get(0).learner(),
        reply.answers().epoch(),
        watermark == null ? null : watermark.toString(),
        predictions);
  }

  private static Map<String, Object> prediction(@Nullable String id, Answer answer) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (id != null) {
      members.put("id", id);
    }
    if (answer instanceof Answer.Labels labels) {
      members.put("labels", labels.labels().stream().map(PredictRoute::label).toList());
    } else if (answer instanceof Answer.Refused refused) {
      members.put("code", refused.code().name());
      members.put("message", refused.message());
    }
    return members;
  }

  private static Map<String, Object> label(ScoredLabel scored) {
    return Map.of("label", scored.label(), "score", scored.score());
  }
}
