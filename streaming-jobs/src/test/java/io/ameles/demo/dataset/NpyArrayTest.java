package io.ameles.demo.dataset;

import static io.ameles.demo.dataset.DatasetFixtures.gzip;
import static io.ameles.demo.dataset.DatasetFixtures.npyHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyArrayTest {

  @TempDir Path directory;

  @Test
  void readsTheRealFiles() {
    NpyArray labels =
        NpyArray.read(DatasetFixtures.realFile(StoredDataset.CIFAR_100, "test_labels.npy.gz"));
    assertThat(labels.shape()).containsExactly(10_000);
    assertThat(labels.toInts()).startsWith(0, 0, 0).endsWith(99, 99, 99);

    NpyArray images =
        NpyArray.read(
            DatasetFixtures.realFile(StoredDataset.FASHION_MNIST, "test_images_u8.npy.gz"));
    assertThat(images.shape()).containsExactly(10_000, 28, 28);
    assertThat(images.uint8()).hasSize(7_840_000);
  }

  @Test
  void readsInt32() {
    Path file = write(npyHeader("<i4", 2), new byte[] {1, 0, 0, 0, -2, -1, -1, -1});

    assertThat(NpyArray.read(file).toInts()).containsExactly(1, -2);
  }

  @Test
  void readsAnEmptyArray() {
    NpyArray array = NpyArray.read(write(npyHeader("|u1", 0, 28)));

    assertThat(array.shape()).containsExactly(0, 28);
    assertThat(array.uint8()).isEmpty();
  }

  @Test
  void shapeMustBeTheExpectedOne() {
    NpyArray array = NpyArray.read(write(npyHeader("|u1", 2, 3), new byte[6]));

    assertThat(array.expectShape(2, 3)).isSameAs(array);
    assertThatThrownBy(() -> array.expectShape(3, 2))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith("shape should be [3, 2], is [2, 3]");
    assertThatThrownBy(() -> array.expectAxes(1))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith("should have 1 axes, shape is [2, 3]");
  }

  @Test
  void elementsMustBeUint8WhereBytesAreWanted() {
    NpyArray array = NpyArray.read(write(npyHeader("<i2", 1), new byte[2]));

    assertThatThrownBy(array::uint8)
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith("elements should be |u1, are <i2");
  }

  @Test
  void missingFileIsNotFound() {
    assertThatThrownBy(() -> NpyArray.read(directory.resolve("none.npy.gz")))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("none.npy.gz");
  }

  @Test
  void otherFormatsAreRefused() {
    assertRefused("not a whole gzip file", DatasetFixtures.write(file(), npyHeader("|u1", 1)));
    assertRefused("not a whole gzip file", DatasetFixtures.write(file(), new byte[0]));
    assertRefused("not in npy format", write("PK\3\4 and more".getBytes(StandardCharsets.UTF_8)));
    assertRefused("elements are '>i2', known are |u1", write(npyHeader(">i2", 1), new byte[2]));
    assertRefused("elements are '<f4', known are |u1", write(npyHeader("<f4", 1), new byte[4]));
    assertRefused(
        "in Fortran order",
        write(npyHeader("'descr': '|u1', 'fortran_order': True", "(1,)"), new byte[1]));
  }

  @Test
  void laterFormatVersionIsRefusedByNumber() {
    byte[] header = npyHeader("|u1", 1);
    header[6] = 2;

    assertRefused("npy format 2.0, only 1.0 is known", write(header, new byte[1]));
  }

  @Test
  void headersWithoutTheFieldsAreRefused() {
    assertRefused("header without 'descr'", write(npyHeader("'fortran_order': False", "(1,)")));
    assertRefused("header without 'fortran_order'", write(npyHeader("'descr': '|u1'", "(1,)")));
    String fields = "'descr': '|u1', 'fortran_order': False";
    assertRefused("header without 'shape'", write(npyHeader(fields, "(-1,)")));
    assertRefused("shape is (99999999999,)", write(npyHeader(fields, "(99999999999,)")));
    assertRefused("shape is (1 1)", write(npyHeader(fields, "(1 1)")));
  }

  @Test
  void arrayThatDoesNotFitIsRefused() {
    assertRefused("too large", write(npyHeader("|u1", 65_536, 65_536)));
    assertRefused("too large", write(npyHeader("<i4", 1 << 29)));
  }

  @Test
  void everyMissingByteIsNoticed() {
    byte[] header = npyHeader("<i2", 3);
    byte[] whole = Arrays.copyOf(header, header.length + 6);

    for (int length = 0; length < whole.length; length++) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpyArray.read(file)).isInstanceOf(MalformedDatasetException.class);
    }
    assertThat(NpyArray.read(write(whole)).toInts()).containsExactly(0, 0, 0);
  }

  @Test
  void everyMissingCompressedByteIsNoticed() {
    byte[] whole = gzip(npyHeader("|u1", 3), new byte[3]);

    for (int length = 0; length < whole.length; length++) {
      Path file = DatasetFixtures.write(file(), Arrays.copyOf(whole, length));
      assertRefused("not a whole gzip file", file);
    }
  }

  @Test
  void trailingByteIsRefused() {
    assertRefused("has bytes after its last value", write(npyHeader("|u1", 3), new byte[4]));
  }

  private static void assertRefused(String problem, Path file) {
    assertThatThrownBy(() -> NpyArray.read(file))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  private Path write(byte[]... parts) {
    return DatasetFixtures.write(file(), gzip(parts));
  }

  private Path file() {
    return directory.resolve("array.npy.gz");
  }
}
