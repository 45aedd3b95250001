package io.ameles.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTest {
  /** Dark red, then light green: 2 x 1 pixels. */
  private static final RgbImage TWO = RgbImage.of(2, 1, new byte[] {100, 0, 0, 0, (byte) 200, 50});

  @TempDir private Path folder;

  @Test
  void onnxFileTakesBytes() throws Exception {
    assertThat(embed(settings(TinyModels.onnx(folder)), TWO)).containsExactly(50, 100, 25);
  }

  @Test
  void torchScriptFileTakesBytes() throws Exception {
    assertThat(embed(settings(TinyModels.torchScript(folder)), TWO)).containsExactly(50, 100, 25);
  }

  @Test
  void floatsAreScaledAndStandardised() throws Exception {
    float[] interleaved =
        embed(standardised(TinyModels.torchScript(folder), PixelFormat.FLOAT32_NHWC), TWO);
    float[] planes =
        embed(standardised(TinyModels.torchScriptOfPlanes(folder), PixelFormat.FLOAT32_NCHW), TWO);
    assertThat(interleaved[0]).isCloseTo((50 / 255f - 0.5f) / 0.25f, offset(1e-6f));
    assertThat(interleaved[1]).isCloseTo((100 / 255f - 0.4f) / 0.5f, offset(1e-6f));
    assertThat(interleaved[2]).isCloseTo((25 / 255f - 0.3f) / 2, offset(1e-6f));
    assertThat(planes).containsExactly(interleaved, offset(1e-6f));
  }

  @Test
  void everyPictureHasItsOwnRowWhateverTheBatch() throws Exception {
    List<RgbImage> images =
        Stream.iterate(0, i -> i + 1).limit(11).map(i -> plain(1 + i % 3, 2, 20 * i)).toList();
    try (Encoder encoder = open(settings(TinyModels.onnx(folder)).withBatchSize(4))) {
      List<Embedding> embeddings = encoder.embed(images);
      for (int i = 0; i < images.size(); i++) {
        assertThat(embeddings.get(i).orThrow()).containsExactly(20 * i, 20 * i, 20 * i);
      }
      assertThat(encoder.embed(List.of())).isEmpty();
    }
  }

  @Test
  void picturesAreScaledFirstIfAskedTo() throws Exception {
    RgbImage half = RgbImage.of(1, 2, new byte[] {0, 0, 0, (byte) 255, (byte) 255, (byte) 255});
    assertThat(embed(settings(TinyModels.onnx(folder)).withSize(1), half))
        .containsExactly(128, 128, 128);
  }

  @Test
  void pictureThatTheModelDoesNotTakeIsRefusedAloneAndTheOthersAreNot() throws Exception {
    // Needs an even width, as a network with strides may.
    Path file = TinyModels.torchScriptOfEvenWidths(folder);
    try (Encoder encoder = open(settings(file))) {
      List<Embedding> embeddings =
          encoder.embed(List.of(plain(1, 2, 9), plain(1, 3, 9), plain(1, 2, 8)));
      assertThat(embeddings.get(0).orThrow()).containsExactly(9, 9, 9);
      assertThat(embeddings.get(2).orThrow()).containsExactly(8, 8, 8);
      assertThatExceptionOfType(MalformedEventException.class)
          .isThrownBy(() -> embeddings.get(1).orThrow())
          .withMessageContaining("1 x 3")
          .satisfies(e -> assertThat(e.code()).isEqualTo(DeadLetterCode.UNREADABLE_IMAGE));
    }
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> open(settings(file).withSize(3)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }

  @Test
  void modelOfOneSizeNeedsToBeToldIt() {
    EncoderSettings usual = settings(TinyModels.onnxOfOneSize(folder, 224));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> open(usual))
        .withMessage("this model takes one size only; set encoder.size")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    EncoderSettings small = settings(TinyModels.onnxOfOneSize(folder, 96));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> open(small))
        .withMessageContaining("set encoder.size")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    try (Encoder encoder = open(small.withSize(96))) {
      assertThat(encoder.fingerprint()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void anotherDimensionIsRefusedAtOnce() {
    EncoderSettings settings = settings(TinyModels.onnx(folder));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> Encoder.open(settings, TensorDevice.CPU, 4))
        .withMessageContaining("3 values")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }

  @Test
  void anotherFileThanWasMeantIsRefused() {
    EncoderSettings settings = settings(TinyModels.onnx(folder));
    String sha256 = EncoderFile.of(settings).sha256();
    assertThat(EncoderFile.of(settings.withSha256(sha256)).sha256()).isEqualTo(sha256);
    refused(ErrorCode.CORRUPT_FILE, settings.withSha256("0".repeat(64)));
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    refused(ErrorCode.NOT_FOUND, settings(folder.resolve("absent.onnx")));
    refused(
        ErrorCode.CONFIGURATION, settings(Files.writeString(folder.resolve("model.h5"), "model")));
    refused(
        ErrorCode.CORRUPT_FILE, settings(Files.writeString(folder.resolve("model.onnx"), "model")));
    refused(
        ErrorCode.CORRUPT_FILE, settings(Files.writeString(folder.resolve("model.pt"), "model")));
  }

  @Test
  void settingsThatNoEncoderHasAreRefused() {
    EncoderSettings good = EncoderSettings.of("x.onnx");
    assertThatIllegalArgumentException().isThrownBy(() -> good.withBatchSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> good.withSize(-1));
    assertThat(good.withBatchSize(85).batchSize()).isEqualTo(85);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> good.withBatchSize(86))
        .withMessageContaining("1073741824 bytes");
    assertThat(good.withSize(512).withBatchSize(1024).size()).isEqualTo(512);
    assertThatIllegalArgumentException().isThrownBy(() -> good.withSha256("AB"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EncoderSettings(
                    "x.onnx",
                    null,
                    PixelFormat.FLOAT32_NCHW,
                    0,
                    List.of(0.0, 0.0, 0.0),
                    List.of(1.0, 0.0, 1.0),
                    1,
                    1));
  }

  @ParameterizedTest
  @EnumSource(PixelFormat.class)
  void fingerprintIsTheSameEveryTime(PixelFormat pixels) {
    Path file =
        switch (pixels) {
          case UINT8_NHWC -> TinyModels.onnx(folder);
          case FLOAT32_NHWC -> TinyModels.torchScript(folder);
          case FLOAT32_NCHW -> TinyModels.torchScriptOfPlanes(folder);
        };
    try (Encoder one = open(standardised(file, pixels));
        Encoder two = open(standardised(file, pixels))) {
      assertThat(one.fingerprint()).isEqualTo(two.fingerprint()).isEqualTo(one.fingerprint());
    }
  }

  private void refused(ErrorCode code, EncoderSettings settings) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> open(settings))
        .withMessageContaining(Path.of(settings.path()).getFileName().toString())
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static EncoderSettings settings(Path file) {
    return EncoderSettings.of(file.toString());
  }

  private static EncoderSettings standardised(Path file, PixelFormat pixels) {
    return new EncoderSettings(
        file.toString(),
        null,
        pixels,
        0,
        List.of(0.5, 0.4, 0.3),
        List.of(0.25, 0.5, 2.0),
        3,
        1_000_000);
  }

  private static Encoder open(EncoderSettings settings) {
    return Encoder.open(settings, TensorDevice.CPU, TinyModels.DIMENSION);
  }

  private static float[] embed(EncoderSettings settings, RgbImage image) throws Exception {
    try (Encoder encoder = open(settings)) {
      return encoder.embed(List.of(image)).get(0).orThrow();
    }
  }

  private static RgbImage plain(int height, int width, int value) {
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    Arrays.fill(rgb, (byte) value);
    return new RgbImage(height, width, rgb);
  }
}
