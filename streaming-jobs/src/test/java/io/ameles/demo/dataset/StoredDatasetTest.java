package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDatasetTest {

  /** Of the reference accuracies, which are given to three digits. */
  private static final double TOLERANCE = 0.003;

  @Test
  void cifar100HasItsRowsAndReferenceAccuracy() {
    Dataset dataset = DatasetFixtures.realCatalog().load("cifar-100");

    assertThat(dataset.name()).isEqualTo("cifar-100");
    assertThat(dataset.dimension()).isEqualTo(1_280);
    assertThat(dataset.labels()).hasSize(100).isSorted().startsWith("00", "01").endsWith("99");
    assertThat(histogram(dataset.train())).containsOnly(500).hasSize(100);
    assertThat(histogram(dataset.test())).containsOnly(100).hasSize(100);
    assertThat(NearestMeanReference.accuracy(dataset)).isCloseTo(0.508, within(TOLERANCE));
  }

  @Test
  void cifar100FeaturesAreStepsOfSixBy255() {
    Dataset dataset = DatasetFixtures.realCatalog().load("cifar-100");
    byte[] bytes =
        NpyArray.read(DatasetFixtures.realFile(StoredDataset.CIFAR_100, "test_features_u8.npy.gz"))
            .uint8();
    int row = dataset.test().size() - 1;
    float[] features = dataset.test().features(row);

    assertThat(dataset.test().label(row)).isEqualTo("99");
    assertThat(features).hasSize(1_280);
    for (int i = 0; i < features.length; i++) {
      int value = Byte.toUnsignedInt(bytes[row * features.length + i]);
      assertThat(features[i]).isEqualTo((float) (value * 6.0 / 255));
    }
  }

  @Test
  void fashionMnistHasItsRowsAndReferenceAccuracy() {
    Dataset dataset = DatasetFixtures.realCatalog().load("fashion-mnist");

    assertThat(dataset.dimension()).isEqualTo(784);
    assertThat(dataset.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(histogram(dataset.train())).containsOnly(6_000).hasSize(10);
    assertThat(histogram(dataset.test())).containsOnly(1_000).hasSize(10);
    assertThat(NearestMeanReference.accuracyOnRawFeatures(dataset))
        .isCloseTo(0.677, within(TOLERANCE));
  }

  @Test
  void mnistHasItsRowsAndReferenceAccuracy() {
    Dataset dataset = DatasetFixtures.realCatalog().load("mnist");

    assertThat(dataset.dimension()).isEqualTo(784);
    assertThat(dataset.labels()).hasSize(10);
    assertThat(histogram(dataset.train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(histogram(dataset.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    assertThat(NearestMeanReference.accuracyOnRawFeatures(dataset))
        .isCloseTo(0.820, within(TOLERANCE));
  }

  @Test
  void pixelsAreFromZeroToOne() {
    Dataset dataset = DatasetFixtures.realCatalog().load("mnist");
    float[] digit = dataset.train().features(0);

    assertThat(digit[0]).isZero();
    assertThat(Collections.max(Arrays.asList(boxed(digit)))).isEqualTo(1);
  }

  @Test
  void rowsAreCopies() {
    Dataset dataset = DatasetFixtures.sortedByLabel(2, 2);
    dataset.train().features(3)[0] = 7;

    assertThat(dataset.train().features(3)).containsExactly(1, 1);
  }

  @Test
  void thereAreNoOtherRows() {
    LabelledRows train = DatasetFixtures.sortedByLabel(2, 2).train();

    assertThat(train.size()).isEqualTo(4);
    assertThatThrownBy(() -> train.features(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> train.features(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> train.label(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void missingFileOfADatasetIsNamed(@TempDir Path directory) {
    assertThatThrownBy(() -> StoredDataset.MNIST.read(directory))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("train_labels.npy.gz");
  }

  @Test
  void impossibleLabelIsRefusedWithItsFile(@TempDir Path directory) {
    writeHalf(directory, (byte) 10, 1);

    assertThatThrownBy(() -> StoredDataset.MNIST.read(directory))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith("train_labels.npy.gz: row 0 has label 10, there are 10 labels");
  }

  @Test
  void otherNumberOfLabelsThanImagesIsRefused(@TempDir Path directory) {
    writeHalf(directory, (byte) 9, 2);

    assertThatThrownBy(() -> StoredDataset.MNIST.read(directory))
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith(
            "train_images_u8.npy.gz: shape should be [1, 28, 28], is [2, 28, 28]");
  }

  private static void writeHalf(Path directory, byte label, int images) {
    DatasetFixtures.write(
        directory.resolve("train_labels.npy.gz"),
        DatasetFixtures.gzip(DatasetFixtures.npyHeader("|u1", 1), new byte[] {label}));
    DatasetFixtures.write(
        directory.resolve("train_images_u8.npy.gz"),
        DatasetFixtures.gzip(
            DatasetFixtures.npyHeader("|u1", images, 28, 28), new byte[images * 784]));
  }

  private static int[] histogram(LabelledRows rows) {
    int[] histogram = new int[rows.labels().size()];
    for (int row = 0; row < rows.size(); row++) {
      histogram[rows.labelIndex(row)]++;
    }
    return histogram;
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return boxed;
  }
}
