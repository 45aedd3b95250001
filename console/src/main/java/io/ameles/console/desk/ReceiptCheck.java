package io.ameles.console.desk;

import io.ameles.console.tail.Feed;
import io.ameles.console.tail.TopicRecord;
import io.ameles.console.tail.Topics;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.verify.receipt.Problem;
import io.ameles.model.verify.receipt.ReceiptVerifier;
import io.ameles.model.verify.receipt.Verification;
import io.ameles.model.verify.receipt.VerificationSettings;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Verifies all receipts on the topic as an auditor would: exports them to a folder of their own,
 * runs the offline verifier with the configured public keys on it, and deletes it. One run at a
 * time.
 */
public final class ReceiptCheck {
  /** More receipts are not for a console. */
  static final int MOST = 200_000;

  /** More bytes of receipts are not for its memory. */
  static final long MOST_BYTES = 256L << 20;

  private static final int MOST_PROBLEMS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Topics topics;
  private final String topic;
  private final String publicKeys;
  private final long mostBytes;

  /**
   * @param publicKeys a JSON Web Key set with the public keys that may sign receipts
   */
  public ReceiptCheck(Topics topics, String topic, String publicKeys) {
    this(topics, topic, publicKeys, MOST_BYTES);
  }

  ReceiptCheck(Topics topics, String topic, String publicKeys, long mostBytes) {
    this.topics = topics;
    this.topic = topic;
    this.publicKeys = publicKeys;
    this.mostBytes = mostBytes;
  }

  /**
   * What was found.
   *
   * @param verdict {@code VERIFIED} or {@code NOT_VERIFIED}
   * @param receipts how many there are
   * @param requests how many ids they are about
   * @param problems the first hundred
   * @param millis how long it took
   */
  public record Result(
      String verdict, long receipts, int requests, List<Found> problems, long millis) {}

  /**
   * Something that is wrong.
   *
   * @param code what kind of thing, see docs/receipts.md
   * @param message what exactly
   * @param sequence of which receipt; 0: of all of them
   */
  public record Found(String code, String message, long sequence) {}

  /**
   * Verifies.
   *
   * @throws AmelesException if Kafka or the disk does not work, or there are too many receipts, or
   *     too large ones
   */
  public synchronized Result run() {
    long started = System.nanoTime();
    List<DeletionReceipt> receipts = read();
    Path folder = temporary();
    try {
      return verify(receipts, folder, started);
    } catch (IOException e) {
      throw storage(e);
    } finally {
      delete(folder);
    }
  }

  private Result verify(List<DeletionReceipt> receipts, Path folder, long started)
      throws IOException {
    Path exported = folder.resolve("receipts");
    Path trust = Files.writeString(folder.resolve("trust.json"), publicKeys);
    ReceiptFolder.write(exported, receipts, publicKeys);
    List<Found> problems = new ArrayList<>();
    Set<String> requests = new HashSet<>();
    Verification found =
        new ReceiptVerifier(new VerificationSettings(exported, false, trust, null, null))
            .verify(
                verdict -> {
                  requests.add(verdict.requestId());
                  add(verdict.problems(), verdict.sequence(), problems);
                });
    add(found.problems(), 0, problems);
    return new Result(
        found.verified() ? "VERIFIED" : "NOT_VERIFIED",
        found.receipts(),
        requests.size(),
        problems,
        (System.nanoTime() - started) / 1_000_000);
  }

  private static void add(List<Problem> found, long sequence, List<Found> problems) {
    for (Problem problem : found) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new Found(problem.flaw().name(), problem.message(), sequence));
      }
    }
  }

  private List<DeletionReceipt> read() {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    List<DeletionReceipt> receipts = new ArrayList<>();
    long bytes = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Feed feed = topics.follow(topic)) {
      while (!feed.isAtEnd()) {
        requireTime(deadline);
        for (TopicRecord kafka : feed.poll()) {
          byte[] value = kafka.value();
          bytes += value == null ? 0 : value.length;
          requireFew(receipts.size(), bytes);
          receipts.add(codec.decode(value));
        }
      }
    } catch (MalformedEventException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "A record of %s is no receipt: %s".formatted(topic, e.getMessage()),
          e);
    }
    return receipts;
  }

  private static void requireTime(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new AmelesException(
          ErrorCode.KAFKA, "The receipts could not be read within %s.".formatted(PATIENCE));
    }
  }

  private void requireFew(int receipts, long bytes) {
    if (receipts >= MOST || bytes > mostBytes) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "There are more than %d receipts or %d bytes of them; export them with ameles receipts --out and verify them with ameles verify."
              .formatted(MOST, mostBytes));
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ameles-receipts-");
    } catch (IOException e) {
      throw storage(e);
    }
  }

  private static AmelesException storage(IOException cause) {
    return new AmelesException(
        ErrorCode.STORAGE, "The temporary folder cannot be written; check the disk.", cause);
  }

  private static void delete(Path folder) {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw storage(e);
    }
  }
}
