package io.ameles.demo.dataset;

import static io.ameles.demo.dataset.DatasetFixtures.gzip;
import static io.ameles.demo.dataset.DatasetFixtures.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxArrayTest {

  private static final byte[] VALUES = {1, 2, 3, 4, 5, -1};

  @TempDir Path directory;

  @Test
  void readsShapeAndValues() {
    IdxArray array = IdxArray.read(write(idx(VALUES, 1, 2, 3)), 3);

    assertThat(array.shape()).containsExactly(1, 2, 3);
    assertThat(array.values()).containsExactly(VALUES);
  }

  @Test
  void otherNumberOfAxesIsRefused() {
    assertRefused("not IDX of uint8 with 3 axes", idx(VALUES, 6));
  }

  @Test
  void otherElementTypeIsRefused() {
    byte[] idx = idx(VALUES, 1, 2, 3);
    idx[2] = 0x0d;

    assertRefused("not IDX of uint8 with 3 axes", idx);
  }

  @Test
  void impossibleLengthIsRefused() {
    assertRefused("too large", idx(VALUES, 1, -2, 3));
    assertRefused("too large", idx(VALUES, 65_536, 65_536, 1));
  }

  @Test
  void everyMissingByteIsNoticed() {
    byte[] whole = idx(VALUES, 1, 2, 3);

    for (int length = 0; length < whole.length; length++) {
      assertRefused("ends after", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void trailingByteIsRefused() {
    byte[] whole = idx(VALUES, 1, 2, 3);

    assertRefused("has bytes after its last value", Arrays.copyOf(whole, whole.length + 1));
  }

  private void assertRefused(String problem, byte[] content) {
    Path file = write(content);
    assertThatThrownBy(() -> IdxArray.read(file, 3))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageContaining(problem);
  }

  private Path write(byte[] content) {
    return DatasetFixtures.write(directory.resolve("array-ubyte.gz"), gzip(content));
  }
}
