package io.ameles.model.version;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of one model in a folder:
 *
 * <pre>
 *   root/model/CURRENT                     the epoch of the newest published version, as text
 *   root/model/EPOCH/manifest.json
 *   root/model/EPOCH/LEARNER.safetensors
 *   root/model/.staging-EPOCH-RANDOM/      written, not yet published
 * </pre>
 *
 * <p>A version is written and forced to disk under a staging name, then renamed, then pointed at:
 * each step is atomic on a POSIX file system, so a reader sees all of a version or nothing. One
 * writer; any number of readers in any process.
 */
public final class VersionStore {
  private static final String CURRENT = "CURRENT";
  private static final String MANIFEST = "manifest.json";
  private static final String STAGING = ".staging-";
  private static final Pattern EPOCH = Pattern.compile("\\d{1,18}");
  private static final Pattern STAGED_NAME = Pattern.compile("\\.staging-(\\d+)-.*");

  private final Path folder;

  /**
   * @param root the model store
   * @param model the model's name, which becomes the folder's
   */
  public VersionStore(Path root, String model) {
    this.folder = root.resolve(model);
  }

  /** The model's folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Writes a version completely, invisible to readers.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if any byte could not be written
   */
  public StagedVersion stage(Draft draft) {
    long epoch = draft.manifest().epoch();
    String name = STAGING + epoch + "-" + UUID.randomUUID();
    Path staging = folder.resolve(name);
    try {
      Files.createDirectories(staging);
      List<Manifest.Learner> learners = new ArrayList<>();
      for (LearnerSnapshot snapshot : draft.learners()) {
        byte[] bytes = snapshot.toBytes();
        String file = snapshot.learner() + ".safetensors";
        write(staging.resolve(file), bytes);
        learners.add(
            new Manifest.Learner(
                snapshot.learner(),
                snapshot.settings().type(),
                snapshot.settings().values(),
                snapshot.additive(),
                file,
                sha256(bytes),
                snapshot.stateDigest(),
                snapshot.solution().head().labels().size(),
                snapshot.solution().facts()));
      }
      Manifest manifest = draft.manifest().withLearners(learners);
      write(staging.resolve(MANIFEST), manifest.toJson().getBytes(StandardCharsets.UTF_8));
      force(staging);
    } catch (IOException e) {
      throw storage("write version " + epoch, e);
    }
    return new StagedVersion(epoch, name);
  }

  /**
   * Makes a staged version visible and, unless a newer one is, current. Publishing again what is
   * published already does nothing.
   *
   * @throws AmelesException with {@link ErrorCode#VERSION_CONFLICT} if another version of the same
   *     epoch is published, or {@link ErrorCode#STORAGE}
   */
  public void publish(StagedVersion staged) {
    Path staging = folder.resolve(staged.directory());
    Path version = folder.resolve(Long.toString(staged.epoch()));
    try {
      if (Files.exists(version)) {
        requireSame(staging, version);
        deleteRecursively(staging);
      } else if (isPast(staged.epoch())) {
        requireAbsent(staging, staged.epoch());
        return; // published before a crash, and replaced by newer versions since
      } else {
        requireStaged(staging, staged.epoch());
        Files.move(staging, version, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
      }
      if (!isPast(staged.epoch())) {
        point(staged.epoch());
      }
      discardStaged(staged.epoch());
    } catch (IOException e) {
      throw storage("publish version " + staged.epoch(), e);
    }
  }

  /** The manifest of the current version; empty before the first is published. */
  public Optional<Manifest> current() {
    return currentEpoch().map(this::manifest);
  }

  /** The epochs of all published versions, ascending. */
  public List<Long> epochs() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> EPOCH.matcher(name).matches())
          .map(Long::valueOf)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw storage("list versions", e);
    }
  }

  /**
   * The manifest of a published version.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if there is none of that epoch
   */
  public Manifest manifest(long epoch) {
    Path file = folder.resolve(Long.toString(epoch)).resolve(MANIFEST);
    return Manifest.parse(new String(read(file), StandardCharsets.UTF_8), file.toString());
  }

  /**
   * One learner's part of a published version, checked against the manifest's checksum.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} or {@link ErrorCode#CORRUPT_FILE}
   */
  public LearnerSnapshot learner(long epoch, String learner) {
    Manifest.Learner entry = manifest(epoch).learner(learner);
    Path file = folder.resolve(Long.toString(epoch)).resolve(entry.file());
    byte[] bytes = read(file);
    if (!sha256(bytes).equals(entry.fileSha256())) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, file + " does not have the checksum that its manifest states.");
    }
    return LearnerSnapshot.parse(bytes);
  }

  /** How many bytes one learner's part of a published version has. */
  public long size(long epoch, String learner) {
    Path file =
        folder.resolve(Long.toString(epoch)).resolve(manifest(epoch).learner(learner).file());
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw storage("read " + file, e);
    }
  }

  /** Deletes all but the newest {@code count} published versions; never the current one. */
  public void keepNewest(int count) {
    List<Long> epochs = epochs();
    Optional<Long> current = currentEpoch();
    try {
      for (long epoch : epochs.subList(0, Math.max(0, epochs.size() - count))) {
        if (!current.equals(Optional.of(epoch))) {
          withdraw(epoch);
        }
      }
    } catch (IOException e) {
      throw storage("delete old versions", e);
    }
  }

  /** Out of sight first: nobody must see half a version. */
  private void withdraw(long epoch) throws IOException {
    Path hidden = folder.resolve(STAGING + epoch + "-withdrawn");
    Files.move(folder.resolve(Long.toString(epoch)), hidden, StandardCopyOption.ATOMIC_MOVE);
    deleteRecursively(hidden);
  }

  /** Deletes what was staged up to {@code epoch} and will never be published. */
  private void discardStaged(long epoch) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Matcher staged = STAGED_NAME.matcher(entry.getFileName().toString());
        if (staged.matches() && Long.parseLong(staged.group(1)) <= epoch) {
          deleteRecursively(entry);
        }
      }
    }
  }

  /** Whether the current version is of {@code epoch} or newer. */
  private boolean isPast(long epoch) {
    return currentEpoch().filter(current -> current >= epoch).isPresent();
  }

  private Optional<Long> currentEpoch() {
    Path file = folder.resolve(CURRENT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = new String(read(file), StandardCharsets.UTF_8).strip();
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, file + " does not hold the number of a version.", e);
    }
  }

  private void point(long epoch) throws IOException {
    Path temporary = folder.resolve(STAGING + CURRENT);
    write(temporary, (epoch + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(
        temporary,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  /** A version that was renamed just before a crash is published a second time after it. */
  private void requireSame(Path staging, Path version) {
    if (!Files.exists(staging)) {
      return;
    }
    Manifest ours =
        Manifest.parse(
            new String(read(staging.resolve(MANIFEST)), StandardCharsets.UTF_8),
            staging.toString());
    Manifest theirs =
        Manifest.parse(
            new String(read(version.resolve(MANIFEST)), StandardCharsets.UTF_8),
            version.toString());
    if (!ours.learners().equals(theirs.learners()) || !ours.offsets().equals(theirs.offsets())) {
      throw conflict(ours.epoch());
    }
  }

  /** A checkpoint finds its version where it was staged, or the store was exchanged in between. */
  private void requireStaged(Path staging, long epoch) {
    if (!Files.exists(staging)) {
      throw new AmelesException(
          ErrorCode.NOT_FOUND,
          "The checkpoint has a version of epoch %d to publish, and %s does not hold it: bring back the model store that belongs to the checkpoint."
              .formatted(epoch, folder));
    }
  }

  /** A version that was published once has no staging folder any more; one that has is a fork. */
  private void requireAbsent(Path staging, long epoch) {
    if (Files.exists(staging)) {
      throw conflict(epoch);
    }
  }

  private AmelesException conflict(long epoch) {
    return new AmelesException(
        ErrorCode.VERSION_CONFLICT,
        "%s holds other versions up to or beyond epoch %d: the job was started from an old checkpoint or without one. Restore the newest checkpoint, or begin a new model with a name, topics for its output and a model store of its own."
            .formatted(folder, epoch));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new AmelesException(ErrorCode.NOT_FOUND, file + " is not there.", e);
    } catch (IOException e) {
      throw storage("read " + file, e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    force(file);
  }

  /** Waits until a file's bytes, or a folder's names, are on the disk. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteRecursively(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static AmelesException storage(String action, IOException cause) {
    return new AmelesException(
        ErrorCode.STORAGE,
        "Could not %s: %s. Check the space and the permissions of the model store."
            .formatted(action, cause),
        cause);
  }
}
