package io.ameles.model.encode;

import io.ameles.schema.MalformedEventException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads one PNG or JPEG file with the Java platform's own readers, never another's. */
final class ImageFile {
  private static final int BYTE = 8;

  /**
   * Cameras and optimisers write about ten; each is a pass over all pixels, however short it is.
   */
  private static final int MAX_SCANS = 100;

  private final PayloadType type;
  private final int maxPixels;

  ImageFile(PayloadType type, int maxPixels) {
    this.type = type;
    this.maxPixels = maxPixels;
  }

  RgbImage read(ByteBuffer payload) throws MalformedEventException {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    if (type == PayloadType.JPEG && scans(bytes) > MAX_SCANS) {
      throw unreadable();
    }
    ImageReader reader = platformReader();
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(input, true, true);
      ImageDecoder.requireSize(reader.getHeight(0), reader.getWidth(0), maxPixels);
      Warnings warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      BufferedImage image = reader.read(0);
      if (warnings.any()) {
        throw unreadable(); // cut off or damaged, and filled up with grey
      }
      return rgb(image);
    } catch (IOException | RuntimeException e) {
      // The readers report hostile bytes with several unrelated unchecked types. Their messages may
      // quote what is in the file.
      throw unreadable();
    } finally {
      reader.dispose();
    }
  }

  private ImageReader platformReader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.mediaType());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IllegalStateException("every Java platform with java.desktop reads " + type);
  }

  /** How often the marker FF DA occurs, which compressed data cannot contain. */
  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i - 1] == (byte) 0xFF && jpeg[i] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }

  private MalformedEventException unreadable() {
    return ImageDecoder.unreadable(
        "The payload is no whole image that can be read as %s; check the file and payloadType."
            .formatted(type.mediaType()));
  }

  private static RgbImage rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      copyPalette(image.getRaster(), palette, rgb);
    } else {
      copySamples(image.getRaster(), image.getColorModel(), rgb);
    }
    return new RgbImage(height, width, rgb);
  }

  private static void copyPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
    int[] row = new int[raster.getWidth()];
    int next = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int index : row) {
        rgb[next++] = (byte) palette.getRed(index);
        rgb[next++] = (byte) palette.getGreen(index);
        rgb[next++] = (byte) palette.getBlue(index);
      }
    }
  }

  /** Samples as they are: BufferedImage.getRGB would bend grey values by a gamma curve. */
  private static void copySamples(Raster raster, ColorModel colours, byte[] rgb) {
    boolean grey = colours.getNumColorComponents() == 1;
    int[] row = new int[raster.getWidth()];
    for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
      int band = grey ? 0 : channel;
      int bits = colours.getComponentSize(band);
      for (int y = 0; y < raster.getHeight(); y++) {
        raster.getSamples(0, y, row.length, 1, band, row);
        int next = y * row.length * RgbImage.CHANNELS + channel;
        for (int sample : row) {
          rgb[next] = eightBits(sample, bits);
          next += RgbImage.CHANNELS;
        }
      }
    }
  }

  private static byte eightBits(int sample, int bits) {
    return (byte) (bits > BYTE ? sample >>> (bits - BYTE) : sample);
  }
}
