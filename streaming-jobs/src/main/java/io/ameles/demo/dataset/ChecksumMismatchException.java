package io.ameles.demo.dataset;

import java.net.URI;

/** What was downloaded is not the published file; it was not kept. */
public final class ChecksumMismatchException extends DatasetException {

  private static final long serialVersionUID = 1;

  ChecksumMismatchException(URI source, String expected, String found) {
    super("%s: MD5 should be %s, is %s".formatted(source, expected, found));
  }
}
