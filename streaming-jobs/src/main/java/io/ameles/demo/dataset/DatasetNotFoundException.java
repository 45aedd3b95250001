package io.ameles.demo.dataset;

/** A data set is neither here nor to be had from elsewhere; the message names every way to it. */
public final class DatasetNotFoundException extends DatasetException {

  private static final long serialVersionUID = 1;

  DatasetNotFoundException(String message) {
    super(message);
  }

  DatasetNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
