package io.ameles.model.version;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
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
  private static final Pattern HELD = Pattern.compile("(?:\\.staging-)?(\\d{1,18})(?:-.*)?");

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
        StoreFiles.write(staging.resolve(file), bytes);
        learners.add(
            new Manifest.Learner(
                snapshot.learner(),
                snapshot.settings().type(),
                snapshot.settings().values(),
                snapshot.additive(),
                file,
                StoreFiles.sha256(bytes),
                snapshot.stateDigest(),
                snapshot.solution().head().labels().size(),
                snapshot.solution().facts()));
      }
      Manifest manifest = draft.manifest().withLearners(learners);
      StoreFiles.write(
          staging.resolve(MANIFEST), manifest.toJson().getBytes(StandardCharsets.UTF_8));
      StoreFiles.force(staging);
    } catch (IOException e) {
      throw StoreFiles.storage("write version " + epoch, e);
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
        StoreFiles.deleteRecursively(staging);
      } else if (isPast(staged.epoch())) {
        requireAbsent(staging, staged.epoch());
        return; // published before a crash, and replaced by newer versions since
      } else {
        requireStaged(staging, staged.epoch());
        Files.move(staging, version, StandardCopyOption.ATOMIC_MOVE);
        StoreFiles.force(folder);
      }
      if (!isPast(staged.epoch())) {
        point(staged.epoch());
      }
      long epoch = staged.epoch();
      discardStaged(left -> left <= epoch); // it will never be published
    } catch (IOException e) {
      throw StoreFiles.storage("publish version " + staged.epoch(), e);
    }
  }

  /** The manifest of the current version; empty before the first is published. */
  public Optional<Manifest> current() {
    Optional<Long> epoch = currentEpoch();
    while (epoch.isPresent()) {
      try {
        return Optional.of(manifest(epoch.get()));
      } catch (AmelesException e) {
        Optional<Long> newer = currentEpoch();
        if (e.code() != ErrorCode.NOT_FOUND || newer.equals(epoch)) {
          throw e;
        }
        epoch = newer; // replaced, and deleted, while it was being read
      }
    }
    return Optional.empty();
  }

  /** The epoch of the current version; empty before the first is published. */
  public Optional<Long> currentEpoch() {
    Path file = folder.resolve(CURRENT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = new String(StoreFiles.read(file), StandardCharsets.UTF_8).strip();
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, file + " does not hold the number of a version.", e);
    }
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
      throw StoreFiles.storage("list versions", e);
    }
  }

  /**
   * The manifest of a published version.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if there is none of that epoch
   */
  public Manifest manifest(long epoch) {
    Path file = folder.resolve(Long.toString(epoch)).resolve(MANIFEST);
    return Manifest.parse(
        new String(StoreFiles.read(file), StandardCharsets.UTF_8), file.toString());
  }

  /**
   * One learner's part of a published version, checked against the manifest's checksum.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} or {@link ErrorCode#CORRUPT_FILE}
   */
  public LearnerSnapshot learner(long epoch, String learner) {
    Manifest.Learner entry = manifest(epoch).learner(learner);
    Path file = folder.resolve(Long.toString(epoch)).resolve(entry.file());
    byte[] bytes = StoreFiles.read(file);
    if (!StoreFiles.sha256(bytes).equals(entry.fileSha256())) {
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
    } catch (NoSuchFileException e) {
      throw StoreFiles.absent(file, e);
    } catch (IOException e) {
      throw StoreFiles.storage("read " + file, e);
    }
  }

  /**
   * The epochs of everything that is there: published versions, what is staged, and what could not
   * be deleted whole; ascending.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if the folder cannot be listed
   */
  public List<Long> holdings() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(path -> HELD.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(held -> Long.valueOf(held.group(1)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StoreFiles.storage("list versions", e);
    }
  }

  /**
   * Deletes every version that may hold what was removed until the current one: those before {@link
   * Manifest#cleanSince}, published or not. Does nothing if that was done before, so it can be
   * repeated after a crash.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if any of it is still there
   */
  public void purge() {
    Long cleanSince = current().map(Manifest::cleanSince).orElse(null);
    if (cleanSince == null) {
      return;
    }
    try {
      for (long epoch : epochs()) {
        if (epoch < cleanSince && !currentEpoch().equals(Optional.of(epoch))) {
          withdraw(epoch);
        }
      }
      discardStaged(staged -> staged < cleanSince);
      StoreFiles.force(folder);
    } catch (IOException e) {
      throw StoreFiles.storage("delete versions before " + cleanSince, e);
    }
  }

  /**
   * Deletes what is staged for epochs after {@code epoch}: a job that goes on from there has never
   * seen what it was made of, and makes its own.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE}
   */
  public void discardStagedAfter(long epoch) {
    try {
      discardStaged(staged -> staged > epoch);
    } catch (IOException e) {
      throw StoreFiles.storage("delete what was staged after " + epoch, e);
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
      throw StoreFiles.storage("delete old versions", e);
    }
  }

  /** Out of sight first: nobody must see half a version. */
  private void withdraw(long epoch) throws IOException {
    Path hidden = folder.resolve(STAGING + epoch + "-withdrawn");
    StoreFiles.deleteRecursively(hidden); // of an attempt that did not come to its end
    Files.move(folder.resolve(Long.toString(epoch)), hidden, StandardCopyOption.ATOMIC_MOVE);
    StoreFiles.deleteRecursively(hidden);
  }

  /** Deletes what was staged, or withdrawn, for such epochs. */
  private void discardStaged(LongPredicate epochs) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Matcher staged = STAGED_NAME.matcher(entry.getFileName().toString());
        if (staged.matches() && epochs.test(Long.parseLong(staged.group(1)))) {
          StoreFiles.deleteRecursively(entry);
        }
      }
    }
  }

  /** Whether the current version is of {@code epoch} or newer. */
  private boolean isPast(long epoch) {
    return currentEpoch().filter(current -> current >= epoch).isPresent();
  }

  private void point(long epoch) throws IOException {
    Path temporary = folder.resolve(STAGING + CURRENT);
    StoreFiles.write(temporary, (epoch + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(
        temporary,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    StoreFiles.force(folder);
  }

  /** A version that was renamed just before a crash is published a second time after it. */
  private void requireSame(Path staging, Path version) {
    if (!Files.exists(staging)) {
      return;
    }
    Manifest ours =
        Manifest.parse(
            new String(StoreFiles.read(staging.resolve(MANIFEST)), StandardCharsets.UTF_8),
            staging.toString());
    Manifest theirs =
        Manifest.parse(
            new String(StoreFiles.read(version.resolve(MANIFEST)), StandardCharsets.UTF_8),
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
}
