package io.ameles.model.encode;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Notes whether a reader had to guess. NOT thread-safe. */
final class Warnings implements IIOReadWarningListener {
  private boolean any;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    any = true;
  }

  boolean any() {
    return any;
  }
}
