package io.ameles.model.encode;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Photographs of CIFAR-100, the encoder, and the embeddings that somebody else computed with it and
 * rounded to 8 bits, from the folder with the real data.
 */
public final class Cifar {
  /** Of the encoder. */
  public static final int DIMENSION = 1280;

  /** Of a photograph. */
  public static final int SIDE = 32;

  /** How many photographs there are, sorted by label, 20 of each. */
  public static final int PHOTOGRAPHS = 2_000;

  private static final float STEP = 6f / 255;
  private static final int HEADER = 128;

  private final Path folder;

  private Cifar(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder that {@code AMELES_DATA} names, or {@code shared/data} beside the project. Without
   * one the test is skipped, but where {@code CI} is set it fails: there the data must be.
   */
  public static Cifar find() {
    String named = Objects.requireNonNullElse(System.getenv("AMELES_DATA"), "");
    Stream<Path> candidates =
        named.isBlank()
            ? Stream.of(Path.of("../shared/data"), Path.of("../../shared/data"))
            : Stream.of(Path.of(named), Path.of("..").resolve(named));
    return candidates
        .filter(Files::isDirectory)
        .findFirst()
        .map(folder -> new Cifar(folder.toAbsolutePath().normalize())) // jobs resolve otherwise
        .orElseGet(Cifar::missing);
  }

  private static Cifar missing() {
    String message = "no data folder: name it in AMELES_DATA (see docs/operations.md)";
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    return abort(message);
  }

  /** MobileNetV2 1.0/224, which scales pictures of any size by itself. */
  public EncoderSettings encoder() {
    return EncoderSettings.of(
        folder.resolve("encoder/mobilenet_v2_1.0_224_features_rawimage_fp32.onnx").toString());
  }

  /** [{@link #PHOTOGRAPHS}] */
  public RgbImage[] photographs() {
    byte[] pixels = read("cifar-100-images/test2000_images_u8.npy.gz");
    int size = SIDE * SIDE * RgbImage.CHANNELS;
    RgbImage[] images = new RgbImage[pixels.length / size];
    Arrays.setAll(
        images,
        i -> new RgbImage(SIDE, SIDE, Arrays.copyOfRange(pixels, i * size, (i + 1) * size)));
    return images;
  }

  /** The label of each photograph. */
  public String[] labels() {
    return labels("cifar-100-images/test2000_labels.npy.gz");
  }

  /** The embedding of each photograph as somebody else computed it. */
  public float[][] embeddings() {
    float[][] all = features("cifar-100-mobilenetv2/test_features_u8.npy.gz");
    ByteBuffer rows =
        ByteBuffer.wrap(read("cifar-100-images/test2000_rows.npy.gz"))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[][] embeddings = new float[rows.remaining() / Integer.BYTES][];
    Arrays.setAll(embeddings, i -> all[rows.getInt()]);
    return embeddings;
  }

  /** [50,000] of other photographs. */
  public float[][] trainingEmbeddings() {
    return features("cifar-100-mobilenetv2/train_features_u8.npy.gz");
  }

  /** [50,000] */
  public String[] trainingLabels() {
    return labels("cifar-100-mobilenetv2/train_labels.npy.gz");
  }

  private String[] labels(String file) {
    ByteBuffer values = ByteBuffer.wrap(read(file)).order(ByteOrder.LITTLE_ENDIAN);
    String[] labels = new String[values.remaining() / Short.BYTES];
    Arrays.setAll(labels, i -> Short.toString(values.getShort()));
    return labels;
  }

  private float[][] features(String file) {
    byte[] values = read(file);
    float[][] rows = new float[values.length / DIMENSION][DIMENSION];
    for (int i = 0; i < values.length; i++) {
      rows[i / DIMENSION][i % DIMENSION] = (values[i] & 0xff) * STEP;
    }
    return rows;
  }

  /** The values of a NumPy file whose header has the least length there is. */
  private byte[] read(String file) {
    try (InputStream compressed = Files.newInputStream(folder.resolve(file));
        DataInputStream bytes = new DataInputStream(new GZIPInputStream(compressed, 1 << 16))) {
      byte[] header = bytes.readNBytes(HEADER);
      if (header[1] != 'N' || header[HEADER - 1] != '\n') {
        throw new IOException("no NumPy file as expected: " + file);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
