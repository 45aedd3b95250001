package io.ameles.model.encode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an event's payload can be. */
public enum PayloadType {
  /** A PNG file. */
  PNG("image/png"),
  /** A JPEG file, grey or in colour. */
  JPEG("image/jpeg"),
  /**
   * Bare pixels: height and width as uint32 little-endian, then uint8 [height, width, 3], red,
   * green, blue.
   */
  RGB("application/x-ameles-rgb8");

  private final String mediaType;

  PayloadType(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As events state it. */
  public String mediaType() {
    return mediaType;
  }

  /** The type that an event states; empty if there is none of that name. */
  public static Optional<PayloadType> named(String mediaType) {
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(mediaType)).findFirst();
  }

  /** Every name. */
  public static List<String> mediaTypes() {
    return Arrays.stream(values()).map(PayloadType::mediaType).toList();
  }
}
