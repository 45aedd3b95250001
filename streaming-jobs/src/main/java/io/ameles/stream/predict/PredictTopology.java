package io.ameles.stream.predict;

import io.ameles.client.DeletionWatermark;
import io.ameles.client.PredictionDesk;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.serve.Predictor;
import io.ameles.model.serve.ServeSettings;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.TopicNames;
import io.ameles.stream.receipt.DeadLetterWriter;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import io.ameles.stream.topic.OutgoingSink;
import io.ameles.stream.topic.RawRecordSource;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline that answers questions. It reads the model store and has no stream in common with
 * the job that learns, so neither back pressure, barriers nor failures of the one hold up the
 * other.
 */
public final class PredictTopology {
  private PredictTopology() {}

  /**
   * What the pipeline needs to know.
   *
   * @param model the model's name
   * @param topics names of the topics
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param modelStore where versions are published
   * @param device where they answer
   * @param encoder what makes features of pictures; null if the model takes none
   * @param maxBytes larger requests are set aside
   * @param settings what can be chosen about predictions
   */
  public record Plan(
      String model,
      TopicNames topics,
      Properties kafka,
      Path modelStore,
      TensorDevice device,
      @Nullable EncoderSettings encoder,
      int maxBytes,
      PredictionSettings settings) {
    /** Says the model only: client properties may hold passwords. */
    @Override
    public String toString() {
      return "Plan[model=%s]".formatted(model);
    }
  }

  /** Adds the pipeline to {@code env}. */
  public static void add(Plan plan, StreamExecutionEnvironment env) {
    SingleOutputStreamOperator<Outgoing> predictions =
        env.fromSource(
                RawRecordSource.ofNewOnes(
                    plan.kafka(),
                    plan.topics().predictionRequests(),
                    "ameles-" + plan.model() + "-predictions",
                    plan.maxBytes()),
                WatermarkStrategy.noWatermarks(),
                "read-prediction-requests")
            .uid("read-prediction-requests")
            .transform(
                "predict",
                CodecTypeInfo.of(OutgoingCodec.INSTANCE),
                new PredictOperator(
                    plan.model(), plan.maxBytes(), plan.settings(), Opener.of(plan)))
            .uid("predict");
    predictions
        .sinkTo(OutgoingSink.atOnce(plan.kafka(), plan.topics().predictions()))
        .name("predictions")
        .uid("predictions");
    predictions
        .getSideOutput(PredictOperator.LOST)
        .map(new DeadLetterWriter(), CodecTypeInfo.of(OutgoingCodec.INSTANCE))
        .name("write-lost-requests")
        .uid("write-lost-requests")
        .sinkTo(OutgoingSink.atOnce(plan.kafka(), plan.topics().deadLetters()))
        .name("lost-requests")
        .uid("lost-requests");
  }

  private record Opener(
      String modelStore,
      String model,
      TensorDevice device,
      ServeSettings serving,
      Properties kafka,
      String deletions)
      implements PredictOperator.DeskOpener, Serializable {
    private static final long serialVersionUID = 1L;

    static Opener of(Plan plan) {
      return new Opener(
          plan.modelStore().toString(),
          plan.model(),
          plan.device(),
          new ServeSettings(plan.settings().learner(), plan.encoder()),
          plan.kafka(),
          plan.topics().deletionEvents());
    }

    @Override
    public PredictionDesk open() {
      return new PredictionDesk(
          new Predictor(new VersionStore(Path.of(modelStore), model), device, serving),
          new DeletionWatermark(kafka, deletions, Clock.systemUTC()));
    }

    @Override
    public String toString() {
      return "Opener[model=%s]".formatted(model);
    }
  }
}
