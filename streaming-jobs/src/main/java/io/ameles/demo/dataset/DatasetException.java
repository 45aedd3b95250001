package io.ameles.demo.dataset;

/** A data set cannot be had, with what to do about it in the message. */
public abstract sealed class DatasetException extends RuntimeException
    permits DatasetNotFoundException, MalformedDatasetException, ChecksumMismatchException {

  private static final long serialVersionUID = 1;

  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
