package io.ameles.model.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Encoders of a few hundred bytes, written out from the specifications of their formats: the
 * embedding of a picture is its mean colour.
 */
public final class TinyModels {
  /** Red, green and blue. */
  public static final int DIMENSION = 3;

  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int ONNX_FLOAT = 1;
  private static final int ONNX_UINT8 = 2;

  private TinyModels() {}

  /** Takes uint8 [n, height, width, 3] of any size. */
  public static Path onnx(Path folder) {
    return onnx(folder.resolve("mean-colour.onnx"), "height", "width");
  }

  /** Takes uint8 [n, side, side, 3] and no other size. */
  public static Path onnxOfOneSize(Path folder, int side) {
    String fixed = Integer.toString(side);
    return onnx(folder.resolve("mean-colour-of-%d.onnx".formatted(side)), fixed, fixed);
  }

  private static Path onnx(Path file, String height, String width) {
    // https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, as Protocol Buffers
    Message graph =
        new Message()
            .put(1, node("Cast", "image", "pixels").put(5, integer("to", ONNX_FLOAT)))
            .put(
                1,
                node("ReduceMean", "pixels", "embedding")
                    .put(5, integer("keepdims", 0))
                    .put(5, new Message().put(1, "axes").put(8, 1).put(8, 2).put(20, 7)))
            .put(2, "mean-colour")
            .put(11, tensor("image", ONNX_UINT8, "n", height, width, "3"))
            .put(12, tensor("embedding", ONNX_FLOAT, "n", "3"));
    Message model =
        new Message().put(1, 8).put(7, graph).put(8, new Message().put(1, "").put(2, 13));
    return write(file, model.bytes.toByteArray());
  }

  private static Message node(String operator, String input, String output) {
    return new Message().put(1, input).put(2, output).put(4, operator);
  }

  private static Message integer(String name, int value) {
    return new Message().put(1, name).put(3, value).put(20, 2);
  }

  private static Message tensor(String name, int type, String... shape) {
    Message dimensions = new Message();
    for (String dimension : shape) {
      dimensions.put(
          1,
          dimension.matches("\\d+")
              ? new Message().put(1, Integer.parseInt(dimension))
              : new Message().put(2, dimension));
    }
    Message tensorType = new Message().put(1, type).put(2, dimensions);
    return new Message().put(1, name).put(2, new Message().put(1, tensorType));
  }

  /** Takes pixels of any type and size in the order [n, height, width, 3]. */
  public static Path torchScript(Path folder) {
    return torchScript(folder.resolve("mean-colour.pt"), "torch.mul(pixels, 1.)", "[1, 2]");
  }

  /** Takes pixels of any type and size in the order [n, 3, height, width]. */
  public static Path torchScriptOfPlanes(Path folder) {
    return torchScript(
        folder.resolve("mean-colour-of-planes.torchscript"), "torch.mul(pixels, 1.)", "[2, 3]");
  }

  /** As {@link #torchScript}, for pictures of even width: it folds each row into pairs. */
  public static Path torchScriptOfEvenWidths(Path folder) {
    return torchScript(
        folder.resolve("mean-colour-of-even-widths.pt"),
        "torch.reshape(torch.mul(pixels, 1.), [-1, torch.size(pixels, 1), torch.floordiv(torch.size(pixels, 2), 2), 2, 3])",
        "[1, 2, 3]");
  }

  /**
   * A TorchScript file is a ZIP archive of the module's code and its pickled attributes
   * (torch/csrc/jit/docs/serialization.md in the sources of PyTorch).
   */
  private static Path torchScript(Path file, String values, String axes) {
    String code =
        """
        class MeanColour(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.MeanColour,
            pixels: Tensor) -> Tensor:
            _0 = %s
            return torch.mean(_0, %s)
        """
            .formatted(values, axes);
    String module = "\u0080\u0002c__torch__\nMeanColour\n)\u0081}(X\u0008\0\0\0training\u0089ub.";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "m/data.pkl", latin1(module));
      store(zip, "m/code/__torch__.py", code.getBytes(UTF_8));
      store(zip, "m/constants.pkl", latin1("\u0080\u0002)."));
      store(zip, "m/version", "3\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return write(file, bytes.toByteArray());
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message of Protocol Buffers: fields, each behind its number and wire type. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message put(int field, int value) {
      varint((field << 3) | VARINT);
      varint(value);
      return this;
    }

    Message put(int field, String text) {
      return put(field, text.getBytes(UTF_8));
    }

    Message put(int field, Message inner) {
      return put(field, inner.bytes.toByteArray());
    }

    private Message put(int field, byte[] content) {
      varint((field << 3) | BYTES);
      varint(content.length);
      bytes.writeBytes(content);
      return this;
    }

    private void varint(int value) {
      int rest = value;
      while (rest >= 0x80) {
        bytes.write((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }
  }
}
