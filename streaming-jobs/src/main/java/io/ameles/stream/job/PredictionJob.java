package io.ameles.stream.job;

import io.ameles.stream.predict.PredictTopology;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that answers questions from published versions. It is one of its own, because within a
 * job no checkpoint is complete unless every task takes part: a question that cannot be answered
 * must not keep versions and receipts waiting.
 *
 * <p>{@code flink run -d -c io.ameles.stream.job.PredictionJob ameles-job.jar FILE}, beside {@link
 * AmelesJob} and with the same configuration file.
 */
public final class PredictionJob {
  private PredictionJob() {}

  /**
   * @param args the configuration file
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "usage: io.ameles.stream.job.PredictionJob in ameles-job.jar, with FILE");
    }
    JobSettings settings = ConfigurationFile.read(Path.of(args[0]), System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.ofPredictions(settings));
    build(settings, env);
    env.execute();
  }

  /**
   * Adds the job to {@code env}.
   *
   * @throws io.ameles.model.AmelesException if the encoder's file is not there
   */
  public static void build(JobSettings settings, StreamExecutionEnvironment env) {
    PredictTopology.add(
        new PredictTopology.Plan(
            settings.model(),
            settings.topics(),
            settings.kafka(),
            settings.modelStore(),
            settings.device(),
            settings.intake().pinned().encoder(),
            settings.intake().maxEventBytes(),
            settings.predictions()),
        env);
  }
}
