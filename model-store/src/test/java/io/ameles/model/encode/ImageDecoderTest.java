package io.ameles.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageDecoderTest {
  private static final ImageDecoder DECODER = new ImageDecoder(10_000);

  /** What follows the pixels: checksums of both kinds, and the end of the file. */
  private static final int TAIL = 24;

  private static final RgbImage NOISE = noise(9, 7);

  @Test
  void pngComesOutAsItWentIn() throws Exception {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_3BYTE_BGR,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_4BYTE_ABGR
        }) {
      BufferedImage image = new BufferedImage(7, 9, type);
      for (int y = 0; y < 9; y++) {
        for (int x = 0; x < 7; x++) {
          image.setRGB(
              x,
              y,
              0xff000000 | NOISE.get(y, x, 0) << 16 | NOISE.get(y, x, 1) << 8 | NOISE.get(y, x, 2));
        }
      }
      assertThat(decode(PayloadType.PNG, file("png", image))).isEqualTo(NOISE);
    }
  }

  @Test
  void greyCountsForAllChannelsAndIsNotBent() throws Exception {
    for (PayloadType type : new PayloadType[] {PayloadType.PNG, PayloadType.JPEG}) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 256; i++) {
        image.getRaster().setSample(i % 16, i / 16, 0, 100);
      }
      RgbImage read = decode(type, file(type == PayloadType.PNG ? "png" : "jpeg", image));
      assertThat(read.rgb()).containsOnly((byte) 100);
    }
  }

  @Test
  void upperBitsOfSixteenCount() throws Exception {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0xabcd);
    image.getRaster().setSample(1, 0, 0, 0x00ff);
    assertThat(decode(PayloadType.PNG, file("png", image)))
        .isEqualTo(RgbImage.of(1, 2, new byte[] {(byte) 0xab, (byte) 0xab, (byte) 0xab, 0, 0, 0}));
  }

  @Test
  void paletteIsLookedUp() throws Exception {
    byte[] red = {10, 20};
    byte[] green = {30, 40};
    byte[] blue = {50, 60};
    BufferedImage image =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, red, green, blue));
    image.getRaster().setSample(1, 0, 0, 1);
    assertThat(decode(PayloadType.PNG, file("png", image)))
        .isEqualTo(RgbImage.of(1, 2, new byte[] {10, 30, 50, 20, 40, 60}));
  }

  @Test
  void jpegComesOutNearlyAsItWentIn() throws Exception {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 128; i++) {
      image.setRGB(i % 16, i / 16, 0xc86414);
    }
    RgbImage read = decode(PayloadType.JPEG, file("jpeg", image));
    assertThat(read.height()).isEqualTo(8);
    assertThat(read.width()).isEqualTo(16);
    assertThat(read.get(3, 3, 0)).isBetween(197, 203);
    assertThat(read.get(3, 3, 1)).isBetween(97, 103);
    assertThat(read.get(3, 3, 2)).isBetween(17, 23);
  }

  @Test
  void barePixelsComeOutAsTheyWentIn() throws Exception {
    assertThat(decode(PayloadType.RGB, NOISE.toPayload())).isEqualTo(NOISE);
  }

  @Test
  void payloadIsReadFromPositionToLimitAndLeftAlone() throws Exception {
    byte[] payload = NOISE.toPayload();
    ByteBuffer framed = ByteBuffer.allocate(payload.length + 5).position(3).put(payload);
    framed.flip().position(3);
    assertThat(DECODER.decode(PayloadType.RGB, framed)).isEqualTo(NOISE);
    assertThat(framed.position()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(PayloadType.class)
  void everyCutIsRefused(PayloadType type) {
    byte[] whole = whole(type);
    for (int length = 0; length < whole.length - TAIL; length++) {
      refused(DeadLetterCode.UNREADABLE_IMAGE, type, Arrays.copyOf(whole, length));
    }
  }

  @Test
  void wrongTypeIsRefused() {
    refused(DeadLetterCode.UNREADABLE_IMAGE, PayloadType.JPEG, whole(PayloadType.PNG));
    refused(DeadLetterCode.UNREADABLE_IMAGE, PayloadType.PNG, whole(PayloadType.JPEG));
    refused(DeadLetterCode.TOO_LARGE, PayloadType.RGB, whole(PayloadType.PNG));
  }

  @Test
  void bytesAfterBarePixelsAreRefused() {
    byte[] payload = NOISE.toPayload();
    refused(
        DeadLetterCode.UNREADABLE_IMAGE,
        PayloadType.RGB,
        Arrays.copyOf(payload, payload.length + 1));
  }

  @Test
  void tooManyPixelsAreRefusedBeforeAnythingIsMadeOfThem() {
    byte[] png = whole(PayloadType.PNG);
    ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    refused(DeadLetterCode.TOO_LARGE, PayloadType.PNG, withHeaderChecksum(png));
    for (int[] size : new int[][] {{101, 100}, {-1, -1}, {1, -1}, {0x10000, 0x10000}}) {
      ByteBuffer pixels = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      pixels.putInt(size[0]).putInt(size[1]);
      refused(DeadLetterCode.TOO_LARGE, PayloadType.RGB, pixels.array());
    }
    refused(DeadLetterCode.UNREADABLE_IMAGE, PayloadType.RGB, new byte[8]);
  }

  @Test
  void jpegOfEndlessPassesIsRefused() {
    byte[] jpeg = whole(PayloadType.JPEG);
    byte[] endless = Arrays.copyOf(jpeg, jpeg.length + 400);
    for (int i = jpeg.length; i < endless.length; i += 2) {
      endless[i] = (byte) 0xff;
      endless[i + 1] = (byte) 0xda;
    }
    refused(DeadLetterCode.UNREADABLE_IMAGE, PayloadType.JPEG, endless);
  }

  @Property(tries = 300)
  void damagedFileIsReadOrRefusedAndNothingElse(
      @ForAll PayloadType type,
      @ForAll @Size(max = 4) int[] places,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    byte[] damaged = whole(type);
    for (int place : places) {
      damaged[Math.floorMod(place, damaged.length)] = (byte) value;
    }
    readOrRefused(type, damaged);
  }

  @Property(tries = 200)
  void anyBytesAreReadOrRefusedAndNothingElse(@ForAll PayloadType type, @ForAll byte[] bytes) {
    readOrRefused(type, bytes);
  }

  private static void readOrRefused(PayloadType type, byte[] bytes) {
    try {
      RgbImage image = decode(type, bytes);
      assertThat(image.height() * image.width()).isBetween(1, 10_000);
    } catch (MalformedEventException e) {
      assertThat(e.code()).isIn(DeadLetterCode.UNREADABLE_IMAGE, DeadLetterCode.TOO_LARGE);
    }
  }

  private static byte[] whole(PayloadType type) {
    BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < 24 * 24; i++) {
      image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
    }
    return switch (type) {
      case PNG -> file("png", image);
      case JPEG -> file("jpeg", image);
      case RGB -> NOISE.toPayload();
    };
  }

  private static byte[] withHeaderChecksum(byte[] png) {
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    return png;
  }

  private static RgbImage decode(PayloadType type, byte[] payload) throws MalformedEventException {
    return DECODER.decode(type, ByteBuffer.wrap(payload));
  }

  private static void refused(DeadLetterCode code, PayloadType type, byte[] payload) {
    assertThatExceptionOfType(MalformedEventException.class)
        .as("%d bytes of %s", payload.length, type)
        .isThrownBy(() -> decode(type, payload))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] file(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, bytes)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static RgbImage noise(int height, int width) {
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    new Random(1).nextBytes(rgb);
    return new RgbImage(height, width, rgb);
  }
}
