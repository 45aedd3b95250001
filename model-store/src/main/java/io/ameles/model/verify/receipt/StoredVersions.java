package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of a model store, as far as they are there: for the epoch that a receipt names, the
 * version must have the state digests that the receipt states, and the checksums that its manifest
 * states. NOT thread-safe.
 */
final class StoredVersions {
  private static final String MANIFEST = "manifest.json";
  private static final int FORMAT = 1;

  private final Path folder;
  private final Map<Long, Optional<JsonNode>> manifests = new HashMap<>();
  private long compared;

  /**
   * @param folder a model store, a model's folder in it, or the folder of one version
   */
  StoredVersions(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new AmelesException(ErrorCode.NOT_FOUND, folder + " is not there.");
    }
    this.folder = folder;
  }

  /** How many receipts were compared with a version. */
  long compared() {
    return compared;
  }

  /** Compares a receipt with the version of its epoch, if there is one. */
  void compare(Statement receipt) throws Refused {
    if (receipt.array("learners").isEmpty()) {
      return; // nothing is applied yet
    }
    Optional<JsonNode> version = version(receipt.text("model"), receipt.integer("epoch"));
    if (version.isEmpty()) {
      return;
    }
    requireDigests(receipt, version.get(), "stateDigestAfter");
    compared++;
    JsonNode parent = version.get().path("parent");
    if (parent.isIntegralNumber()) {
      Optional<JsonNode> before = version(receipt.text("model"), parent.longValue());
      if (before.isPresent()) {
        requireDigests(receipt, before.get(), "stateDigestBefore");
      }
    }
  }

  private static void requireDigests(Statement receipt, JsonNode version, String name)
      throws Refused {
    for (JsonNode outcome : receipt.array("learners")) {
      String learner = outcome.path("learner").asText();
      String stored = "";
      for (JsonNode entry : version.path("learners")) {
        if (entry.path("name").asText().equals(learner)) {
          stored = entry.path("stateDigest").asText();
        }
      }
      if (!stored.equals(outcome.path(name).asText())) {
        throw new Refused(
            Flaw.VERSION,
            "version %d does not have the %s that the receipt states of learner %s"
                .formatted(version.path("epoch").asLong(), name, learner));
      }
    }
  }

  private Optional<JsonNode> version(String model, long epoch) throws Refused {
    Optional<JsonNode> known = manifests.get(epoch);
    if (known == null) {
      known = read(model, epoch);
      manifests.put(epoch, known);
    }
    return known;
  }

  private Optional<JsonNode> read(String model, long epoch) throws Refused {
    for (Path place : places(model, epoch)) {
      if (Files.exists(place.resolve(MANIFEST))) {
        JsonNode manifest = StrictJson.parse(TextLines.all(place.resolve(MANIFEST)), MANIFEST);
        if (manifest.path("epoch").asLong() == epoch || !place.equals(folder)) {
          requireSound(manifest, model, epoch, place);
          return Optional.of(manifest);
        }
      }
    }
    return Optional.empty();
  }

  private Path[] places(String model, long epoch) {
    String name = Long.toString(epoch);
    // The name comes from a receipt: it must not lead out of the folder.
    return model.matches("[^/\\\\]+") && !model.startsWith(".")
        ? new Path[] {folder, folder.resolve(name), folder.resolve(model).resolve(name)}
        : new Path[] {folder, folder.resolve(name)};
  }

  private static void requireSound(JsonNode manifest, String model, long epoch, Path place)
      throws Refused {
    if (manifest.path("format").asInt() != FORMAT
        || !manifest.path("model").asText().equals(model)
        || manifest.path("epoch").asLong() != epoch) {
      throw new Refused(
          Flaw.VERSION, "%s does not hold epoch %d of model %s".formatted(place, epoch, model));
    }
    for (JsonNode learner : manifest.path("learners")) {
      String file = learner.path("file").asText();
      if (!sha256(place.resolve(Path.of(file).getFileName()))
          .equals(learner.path("fileSha256").asText())) {
        throw new Refused(
            Flaw.VERSION,
            "%s of version %d does not have the checksum that its manifest states"
                .formatted(file, epoch));
      }
    }
  }

  private static String sha256(Path file) throws Refused {
    MessageDigest digest = Hash.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new Refused(Flaw.VERSION, "%s cannot be read".formatted(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
