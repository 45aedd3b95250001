package io.ameles.stream.job;

import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry point on a Flink cluster: {@code flink run ameles-job.jar FILE}. The file is named without
 * an option, because Flink's own entry points take {@code --config} for a beginning of theirs.
 */
public final class AmelesJob {
  private AmelesJob() {}

  /**
   * @param args the configuration file
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: ameles-job.jar FILE");
    }
    JobSettings settings = ConfigurationFile.read(Path.of(args[0]), System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings));
    new AmelesTopology(settings).build(env);
    env.execute();
  }
}
