package io.ameles.benchmark;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.PixelFormat;
import io.ameles.model.encode.RgbImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pictures per second through an encoder, on one thread, by batch size. */
@Command(name = "EncoderSpeed", mixinStandardHelpOptions = true)
public final class EncoderSpeed implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The encoder's model.")
  private Path file = Path.of("");

  @Option(names = "--dimension", defaultValue = "1280")
  private int dimension;

  @Option(names = "--device", defaultValue = "cpu")
  private String device = "cpu";

  @Option(names = "--pixels", defaultValue = "UINT8_NHWC")
  private PixelFormat pixels = PixelFormat.UINT8_NHWC;

  @Option(names = "--side", defaultValue = "32", description = "Of the pictures, in pixels.")
  private int side;

  @Option(names = "--pictures", defaultValue = "256")
  private int pictures;

  @Option(names = "--batch", split = ",", defaultValue = "1,4,8,16,32")
  private List<Integer> batches = new ArrayList<>();

  /** For the command line library. */
  public EncoderSpeed() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new EncoderSpeed()).execute(args));
  }

  @Override
  public Integer call() {
    List<RgbImage> images = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pictures; i++) {
      byte[] rgb = new byte[side * side * 3];
      random.nextBytes(rgb);
      images.add(RgbImage.of(side, side, rgb));
    }
    for (int batch : batches) {
      System.out.println(measure(batch, images));
    }
    return 0;
  }

  private String measure(int batch, List<RgbImage> images) {
    EncoderSettings any = EncoderSettings.of(file.toString());
    EncoderSettings settings =
        new EncoderSettings(
            any.path(), null, pixels, 0, any.mean(), any.deviation(), batch, any.maxPixels());
    try (Encoder encoder = Encoder.open(settings, new TensorDevice(device), dimension)) {
      encoder.embed(images.subList(0, Math.min(images.size(), 2 * batch))); // warms up
      long started = System.nanoTime();
      encoder.embed(images);
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return String.format(
          Locale.ROOT,
          "batches of %4d: %8.1f pictures/s, arithmetic %s",
          batch,
          1e9 * images.size() / took.toNanos(),
          encoder.fingerprint());
    }
  }
}
