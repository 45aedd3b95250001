package io.ameles.demo.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A data set that lies in the {@link DataFolder}, as {@code .npy.gz} files sorted by label. */
enum StoredDataset {
  /** Pooled MobileNetV2 embeddings of the CIFAR-100 images. */
  CIFAR_100("cifar-100", "cifar-100-mobilenetv2", Rows.EMBEDDINGS, 100, 6),
  /** Grey images of clothing; features are pixels from 0 (background) to 1. */
  FASHION_MNIST("fashion-mnist", "fashion-mnist", Rows.IMAGES, 10, 1),
  /** Grey images of digits; features are pixels from 0 (background) to 1. */
  MNIST("mnist", "mnist", Rows.IMAGES, 10, 1);

  private static final int EMBEDDING = 1_280;
  private static final int SIDE = 28;

  /** The name users know it by. */
  final String title;

  /** The folder under the data folder. */
  final String folder;

  private final Rows rows;
  private final int labels;
  private final float full;

  /**
   * @param full the feature that byte 255 stands for
   */
  StoredDataset(String title, String folder, Rows rows, int labels, float full) {
    this.title = title;
    this.folder = folder;
    this.rows = rows;
    this.labels = labels;
    this.full = full;
  }

  /** As many names as asked for, "0", "1" and so on with leading zeros, so that they are sorted. */
  static List<String> labelNames(int labels) {
    String format = "%0" + Integer.toString(labels - 1).length() + "d";
    return IntStream.range(0, labels).mapToObj(format::formatted).toList();
  }

  /**
   * The data set from its folder.
   *
   * @throws DatasetException when a file is missing or not what it should be
   */
  Dataset read(Path directory) {
    return of(read(directory, "train"), read(directory, "test"));
  }

  /** The data set that consists of these rows. */
  Dataset of(LabelledRows train, LabelledRows test) {
    return new Dataset(title, RowOrder.ARBITRARY, train, test);
  }

  /**
   * Rows of this data set.
   *
   * @param values [rows x dimension]; owned by the rows from now on
   * @param labelOfRow [rows]; owned by the rows from now on
   */
  LabelledRows rows(byte[] values, int[] labelOfRow) {
    return new LabelledRows(
        new ByteRows(values, dimension(), full), labelNames(labels), labelOfRow);
  }

  /** Features per row. */
  int dimension() {
    return switch (rows) {
      case EMBEDDINGS -> EMBEDDING;
      case IMAGES -> SIDE * SIDE;
    };
  }

  /** The shape of the array in which so many rows are stored. */
  int[] shape(int count) {
    return switch (rows) {
      case EMBEDDINGS -> new int[] {count, EMBEDDING};
      case IMAGES -> new int[] {count, SIDE, SIDE};
    };
  }

  private LabelledRows read(Path directory, String half) {
    Path labelFile = directory.resolve(half + "_labels.npy.gz");
    int[] labelOfRow = NpyArray.read(labelFile).expectAxes(1).toInts();
    Path valueFile = directory.resolve("%s_%s_u8.npy.gz".formatted(half, rows.inFileName));
    byte[] values = NpyArray.read(valueFile).expectShape(shape(labelOfRow.length)).uint8();
    try {
      return rows(values, labelOfRow);
    } catch (IllegalArgumentException e) {
      throw new MalformedDatasetException(labelFile, String.valueOf(e.getMessage()), e);
    }
  }

  private enum Rows {
    EMBEDDINGS("features"),
    IMAGES("images");

    private final String inFileName;

    Rows(String inFileName) {
      this.inFileName = inFileName;
    }
  }
}
