package io.ameles.demo.dataset;

import java.util.List;

/**
 * Labelled rows to learn from and labelled rows to measure with. Immutable, safe to share.
 *
 * <p>Features stay as small as they came (one byte each for the real data sets); a row becomes
 * {@code float[]} when it is asked for.
 */
public final class Dataset {

  private final String name;
  private final RowOrder trainOrder;
  private final LabelOrder labelOrder;
  private final LabelledRows train;
  private final LabelledRows test;

  Dataset(String name, RowOrder trainOrder, LabelledRows train, LabelledRows test) {
    this(name, trainOrder, LabelOrder.ARBITRARY, train, test);
  }

  Dataset(
      String name,
      RowOrder trainOrder,
      LabelOrder labelOrder,
      LabelledRows train,
      LabelledRows test) {
    if (!train.labels().equals(test.labels())) {
      throw new IllegalArgumentException("train and test rows have different labels");
    }
    if (train.dimension() != test.dimension()) {
      throw new IllegalArgumentException(
          "train rows have %d features, test rows %d"
              .formatted(train.dimension(), test.dimension()));
    }
    this.name = name;
    this.trainOrder = trainOrder;
    this.labelOrder = labelOrder;
    this.train = train;
    this.test = test;
  }

  /** The name it has in {@link DatasetCatalog}. */
  public String name() {
    return name;
  }

  /** Features per row. */
  public int dimension() {
    return train.dimension();
  }

  /** Every label, sorted; whether or not a row has it. */
  public List<String> labels() {
    return train.labels();
  }

  public LabelledRows train() {
    return train;
  }

  public LabelledRows test() {
    return test;
  }

  /** What the order of the labels means. */
  LabelOrder labelOrder() {
    return labelOrder;
  }

  /** What the order of the train rows means. */
  RowOrder trainOrder() {
    return trainOrder;
  }
}
