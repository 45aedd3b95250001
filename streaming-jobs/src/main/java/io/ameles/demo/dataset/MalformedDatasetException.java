package io.ameles.demo.dataset;

import java.nio.file.Path;

/** A file of a data set is damaged, or not of the format and shape that it should have. */
public final class MalformedDatasetException extends DatasetException {

  private static final long serialVersionUID = 1;

  MalformedDatasetException(Path file, String problem) {
    super(file + ": " + problem);
  }

  MalformedDatasetException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
