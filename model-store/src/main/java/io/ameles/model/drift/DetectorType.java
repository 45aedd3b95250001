package io.ameles.model.drift;

import java.util.Locale;

/** The detectors by their names in the configuration, each with its published defaults. */
public enum DetectorType {
  /** See {@link Adwin}. */
  ADWIN,
  /** See {@link Ddm}. */
  DDM,
  /** See {@link Eddm}. */
  EDDM,
  /** See {@link PageHinkley}. */
  PAGE_HINKLEY,
  /** See {@link Kswin}. */
  KSWIN;

  /** As configured, for example {@code page-hinkley}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One that has seen nothing yet. */
  public ErrorDetector open() {
    return switch (this) {
      case ADWIN -> new Adwin();
      case DDM -> new Ddm();
      case EDDM -> new Eddm();
      case PAGE_HINKLEY -> new PageHinkley();
      case KSWIN -> new Kswin();
    };
  }

  /**
   * One that goes on where another left off.
   *
   * @param state what {@link ErrorDetector#state} of a detector of this type returned
   */
  public ErrorDetector restore(double[] state) {
    return switch (this) {
      case ADWIN -> new Adwin(state);
      case DDM -> new Ddm(state);
      case EDDM -> new Eddm(state);
      case PAGE_HINKLEY -> new PageHinkley(state);
      case KSWIN -> new Kswin(state);
    };
  }
}
