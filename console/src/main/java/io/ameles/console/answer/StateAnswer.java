package io.ameles.console.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the model is.
 *
 * @param model its name
 * @param serverTime now
 * @param rights of whoever asks
 * @param version the current one; null before the first
 * @param learners of the current version
 * @param facts newest values of facts without learner and tag
 * @param lag records of each input that the current version does not reflect
 * @param throughput events per second, lately
 * @param deletions how requests stand
 * @param alerts what deserves attention
 * @param kafka whether the topics can be read
 */
public record StateAnswer(
    String model,
    String serverTime,
    List<String> rights,
    @Nullable Version version,
    List<OfLearner> learners,
    Map<String, @Nullable Double> facts,
    Map<String, Long> lag,
    double throughput,
    Deletions deletions,
    List<Alert> alerts,
    Kafka kafka) {
  /**
   * The current version.
   *
   * @param epoch the checkpoint that it is a cut of
   * @param createdAt when it was made
   * @param liveExamples how many examples it is made of
   * @param watermark every deletion before it is reflected; null if that is not known
   */
  public record Version(
      long epoch, String createdAt, long liveExamples, @Nullable String watermark) {}

  /**
   * One learner.
   *
   * @param name its name
   * @param type which algorithm
   * @param guarantees what forgetting achieves, by scope
   * @param bytes of its part of the version
   * @param facts newest values of its facts without a tag
   */
  public record OfLearner(
      String name,
      String type,
      Map<String, String> guarantees,
      long bytes,
      Map<String, @Nullable Double> facts) {}

  /** Newest values of the facts {@code deletions.*}; null where nothing was reported. */
  public record Deletions(
      @Nullable Double pending,
      @Nullable Double held,
      @Nullable Double atRisk,
      @Nullable Double overdue,
      @Nullable Double oldestSeconds) {}

  /**
   * Something that deserves attention.
   *
   * @param id stable
   * @param severity {@code warning} or {@code critical}
   * @param since when it began; null if that is not known
   * @param message what it is and what to do
   * @param view where the page shows more
   */
  public record Alert(
      String id, String severity, @Nullable String since, String message, String view) {}

  /**
   * Whether the topics can be read.
   *
   * @param status {@code ok} or {@code unreachable}
   * @param message what is wrong; empty if nothing is
   */
  public record Kafka(String status, String message) {}

  /** The same without what changes by itself, to be compared. */
  public StateAnswer timeless() {
    return new StateAnswer(
        model, "", rights, version, learners, facts, lag, throughput, deletions, alerts, kafka);
  }

  /** The same for somebody else. */
  public StateAnswer withRights(List<String> others) {
    return new StateAnswer(
        model,
        serverTime,
        others,
        version,
        learners,
        facts,
        lag,
        throughput,
        deletions,
        alerts,
        kafka);
  }
}
