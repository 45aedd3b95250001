package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.Embedding;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.head.Queries;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions on their way through one version. NOT thread-safe. */
final class QuestionBatch {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionBatch.class);
  private static final int MAX_TASK = 256;

  private final OpenVersion version;
  private final QuestionRules rules;
  private final List<Question> questions;
  private final @Nullable Answer[] answers;
  private final String defaultLearner;

  // Those without an answer yet, by learner; in the order of the questions.
  private final Map<String, List<Row>> rows = new TreeMap<>();

  private record Row(int question, QuantizedVector vector) {}

  private record Waiting(int question, RgbImage picture) {}

  /**
   * @param version in use by the caller
   * @param learner that is asked by default
   */
  QuestionBatch(OpenVersion version, String learner, List<Question> questions) {
    this.version = version;
    this.rules = version.rules();
    this.defaultLearner = learner;
    this.questions = questions;
    this.answers = new @Nullable Answer[questions.size()];
  }

  /** Answers every question. */
  List<Answer> answer(Pictures pictures) {
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      try {
        check(i, pictures, waiting);
      } catch (MalformedEventException e) {
        refuse(i, e);
      }
    }
    embed(pictures, waiting);
    rows.forEach(this::ask);
    return Arrays.stream(answers).<Answer>map(QuestionBatch::given).toList();
  }

  private static Answer given(@Nullable Answer answer) {
    if (answer == null) {
      throw new IllegalStateException("a question was forgotten");
    }
    return answer;
  }

  private void check(int i, Pictures pictures, List<Waiting> waiting)
      throws MalformedEventException {
    Question question = questions.get(i);
    if (question.top() < 1 || question.top() > Question.MAX_TOP) {
      refuse(i, PredictionCode.INVALID_TOP, "top must be from 1 to " + Question.MAX_TOP + ".");
      return;
    }
    String task = question.task();
    if (task != null && (task.isEmpty() || task.length() > MAX_TASK)) {
      refuse(i, PredictionCode.INVALID_TASK, "task must have 1 to " + MAX_TASK + " characters.");
      return;
    }
    if (!version.has(learner(i))) {
      refuse(i, PredictionCode.UNKNOWN_LEARNER, unknown());
      return;
    }
    RgbImage picture = pictures.read(question);
    if (picture == null) {
      add(i, rules.quantize(question.features()));
    } else {
      waiting.add(new Waiting(i, picture));
    }
  }

  private String unknown() {
    return "Version %d has no such learner; it has %s."
        .formatted(
            version.epoch(),
            version.manifest().learners().stream().map(learner -> learner.name()).toList());
  }

  private String learner(int i) {
    String learner = questions.get(i).learner();
    return learner == null ? defaultLearner : learner;
  }

  private void add(int i, QuantizedVector vector) {
    rows.computeIfAbsent(learner(i), name -> new ArrayList<>()).add(new Row(i, vector));
  }

  private void embed(Pictures pictures, List<Waiting> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      List<Embedding> embeddings =
          pictures.embed(waiting.stream().map(Waiting::picture).toList(), version.manifest());
      for (int i = 0; i < embeddings.size(); i++) {
        embedded(waiting.get(i).question(), embeddings.get(i));
      }
    } catch (MalformedEventException e) {
      waiting.forEach(one -> refuse(one.question(), e));
    } catch (AmelesException e) {
      LOG.warn("Pictures cannot be embedded.", e);
      waiting.forEach(one -> unavailable(one.question(), "The encoder does not work"));
    }
  }

  private void embedded(int i, Embedding embedding) {
    try {
      add(i, rules.quantize(embedding.orThrow()));
    } catch (MalformedEventException e) {
      refuse(i, e);
    }
  }

  private void ask(String learner, List<Row> asking) {
    try {
      version.open(learner);
      int top =
          asking.stream().mapToInt(row -> questions.get(row.question()).top()).max().orElse(1);
      List<List<ScoredLabel>> ranked = version.rank(learner, queries(asking), top);
      for (int i = 0; i < asking.size(); i++) {
        int question = asking.get(i).question();
        List<ScoredLabel> labels = ranked.get(i);
        answers[question] =
            new Answer.Labels(
                learner, labels.subList(0, Math.min(questions.get(question).top(), labels.size())));
      }
    } catch (RuntimeException e) { // of a file or of the engine
      LOG.warn("Learner {} of version {} cannot be asked.", learner, version.epoch(), e);
      asking.forEach(row -> unavailable(row.question(), "The learner cannot be asked"));
    }
  }

  private Queries queries(List<Row> asking) {
    int dimension = rules.dimension();
    float step = (float) rules.quantization().step();
    float[] embeddings = new float[Math.multiplyExact(asking.size(), dimension)];
    List<@Nullable String> tasks = new ArrayList<>(asking.size());
    for (int row = 0; row < asking.size(); row++) {
      asking.get(row).vector().dequantize(step, embeddings, row * dimension);
      tasks.add(questions.get(asking.get(row).question()).task());
    }
    return new Queries(asking.size(), dimension, embeddings, tasks);
  }

  private void unavailable(int i, String what) {
    refuse(
        i,
        PredictionCode.UNAVAILABLE,
        what + " just now; ask again, and if that does not help, look into the service's log.");
  }

  private void refuse(int i, MalformedEventException reason) {
    refuse(i, PredictionCode.of(reason), String.valueOf(reason.getMessage()));
  }

  private void refuse(int i, PredictionCode code, String message) {
    String learner = learner(i);
    answers[i] = new Answer.Refused(version.has(learner) ? learner : null, code, message);
  }
}
