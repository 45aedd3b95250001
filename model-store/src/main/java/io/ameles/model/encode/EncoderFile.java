package io.ameles.model.encode;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.FrozenModel;
import io.ameles.model.device.TensorDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model's file.
 *
 * @param path where it lies
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record EncoderFile(Path path, String sha256) {
  /**
   * Finds the file and checks that it is the one that was meant.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if it cannot be read, {@link
   *     ErrorCode#CORRUPT_FILE} if its checksum is another one, or {@link ErrorCode#CONFIGURATION}
   *     if its name tells no format
   */
  public static EncoderFile of(EncoderSettings settings) {
    Path path = Path.of(settings.path());
    EncoderFile file = new EncoderFile(path, sha256(path));
    if (settings.sha256() != null && !settings.sha256().equals(file.sha256)) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The encoder %s has SHA-256 %s and should have %s; every machine of a job needs the same file, always."
              .formatted(path, file.sha256, settings.sha256()));
    }
    if (!file.onnx() && !file.torchScript()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The encoder %s must end in .onnx, .pt or .torchscript, or nobody knows how to run it."
              .formatted(path));
    }
    return file;
  }

  private static String sha256(Path path) {
    try (InputStream file = Files.newInputStream(path);
        DigestInputStream digest =
            new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchFileException e) {
      throw new AmelesException(
          ErrorCode.NOT_FOUND, "The encoder %s is not there.".formatted(path), e);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.NOT_FOUND, "The encoder %s cannot be read: %s".formatted(path, e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a file of this name is run by PyTorch. */
  public static boolean isTorchScript(String path) {
    return path.endsWith(".pt") || path.endsWith(".torchscript");
  }

  private boolean onnx() {
    return path.toString().endsWith(".onnx");
  }

  private boolean torchScript() {
    return isTorchScript(path.toString());
  }

  FrozenModel open(TensorDevice device) {
    return onnx() ? FrozenModel.openOnnx(path, device) : FrozenModel.openTorchScript(path, device);
  }
}
