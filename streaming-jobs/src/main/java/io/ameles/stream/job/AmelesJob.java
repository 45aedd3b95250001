package io.ameles.stream.job;

import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry point on a Flink cluster: {@code flink run ameles-job.jar --config FILE}. */
public final class AmelesJob {
  private AmelesJob() {}

  /**
   * @param args {@code --config FILE}
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      throw new IllegalArgumentException("usage: ameles-job.jar --config FILE");
    }
    JobSettings settings = ConfigurationFile.read(Path.of(args[1]), System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings));
    new AmelesTopology(settings).build(env);
    env.execute();
  }
}
