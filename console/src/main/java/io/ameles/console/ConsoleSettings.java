package io.ameles.console;

import io.ameles.console.http.Listen;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.serve.ServeSettings;
import io.ameles.schema.TopicNames;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a console needs to know.
 *
 * @param model the model's name
 * @param topics names of the topics
 * @param kafka client properties, {@code bootstrap.servers} among them
 * @param modelStore where versions are published
 * @param device where predictions are computed
 * @param serve what answers predictions
 * @param publicKeys a JSON Web Key set with the public keys that may sign receipts
 * @param requestKey key file by which requests to forget are signed; null: they go unsigned
 * @param listen where it listens, and to whom
 */
public record ConsoleSettings(
    String model,
    TopicNames topics,
    Properties kafka,
    Path modelStore,
    TensorDevice device,
    ServeSettings serve,
    String publicKeys,
    @Nullable Path requestKey,
    Listen listen) {
  /** Copies the properties. */
  public ConsoleSettings {
    Properties copy = new Properties();
    copy.putAll(kafka);
    kafka = copy;
  }

  /** Says the model only: client properties may hold passwords. */
  @Override
  public String toString() {
    return "ConsoleSettings[model=%s]".formatted(model);
  }
}
