package io.ameles.model.verify.receipt;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a folder of receipts line by line, in memory that grows with the number of requests and
 * tree heads only. For one use. NOT thread-safe.
 */
public final class ReceiptVerifier {
  private final VerificationSettings settings;
  private final PublicKeys keys;
  private final LogHistory history;
  private final LifeCycle lifeCycle;
  private final Sequence sequence;
  private final @Nullable StoredVersions versions;
  private final List<Problem> problems = new ArrayList<>();
  private long receipts;
  private long refused;
  private String model = "";

  /**
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if a file is not there, {@link
   *     ErrorCode#CORRUPT_FILE} if the keys are none, {@link ErrorCode#CONFIGURATION} if settings
   *     contradict each other, or {@link ErrorCode#STORAGE}
   */
  public ReceiptVerifier(VerificationSettings settings) {
    this(settings, null);
  }

  /**
   * @param history of the log, if it was verified before
   */
  ReceiptVerifier(VerificationSettings settings, @Nullable LogHistory history) {
    this.settings = settings;
    Path folder = settings.folder();
    Path trust = settings.trust();
    Path stored = settings.modelStore();
    Path earlier = settings.earlier();
    if (earlier != null && settings.excerpt()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "An excerpt does not show that it continues an earlier folder; compare with all receipts.");
    }
    this.keys = PublicKeys.read(trust == null ? folder.resolve("keys.json") : trust);
    this.history = history == null ? LogHistory.read(folder, keys, settings.excerpt()) : history;
    this.lifeCycle = new LifeCycle(settings.excerpt());
    this.sequence =
        new Sequence(settings.excerpt(), earlier == null ? null : Earlier.read(earlier, keys));
    this.versions = stored == null ? null : new StoredVersions(stored);
  }

  /**
   * Verifies everything.
   *
   * @param verdicts gets one per line, as soon as it is known
   */
  public Verification verify(Consumer<ReceiptVerdict> verdicts) {
    history.newest().ifPresent(head -> model = head.model());
    try (TextLines lines = new TextLines(settings.folder().resolve(ReceiptLine.FILE))) {
      boolean more = true;
      while (more) {
        more = next(lines, verdicts);
      }
    }
    problems.addAll(history.problems());
    problems.addAll(sequence.end(history.newest().map(TreeHead::size).orElse(0L)));
    if (receipts == 0) {
      problems.add(new Problem(Flaw.SEQUENCE, "there is no receipt, so nothing is shown"));
    }
    Optional<TreeHead> newest = history.newest();
    return new Verification(
        model,
        receipts,
        refused,
        problems,
        history.all().size(),
        history.unproven(),
        newest.map(TreeHead::size).orElse(0L),
        newest.map(TreeHead::rootHash).orElse(""),
        newest.map(TreeHead::timestamp).orElse(""),
        versions == null ? 0 : versions.compared(),
        keys.used());
  }

  private boolean next(TextLines lines, Consumer<ReceiptVerdict> verdicts) {
    Examination examination = new Examination(lines.number() + 1);
    try {
      Optional<byte[]> line = lines.next();
      if (line.isEmpty()) {
        return false;
      }
      examination.of(line.get());
    } catch (Refused e) {
      examination.found.add(e.problem());
    }
    ReceiptVerdict verdict = examination.verdict();
    receipts++;
    refused += verdict.verified() ? 0 : 1;
    verdicts.accept(verdict);
    return true;
  }

  /** One line; what can be checked in spite of a problem is checked. */
  private final class Examination {
    private final long number;
    private final List<Problem> found = new ArrayList<>();
    private @Nullable Statement statement;

    private Examination(long number) {
      this.number = number;
    }

    private void of(byte[] bytes) throws Refused {
      ReceiptLine line = ReceiptLine.parse(bytes);
      Statement receipt = Statement.parse(line.statement(), keys);
      statement = receipt;
      check(() -> requireIncluded(line, receipt));
      check(() -> requireModel(receipt));
      check(() -> sequence.take(line, receipt));
      check(() -> lifeCycle.take(receipt));
      check(() -> requireSubjects(line, receipt));
      check(() -> requireOutOfScope(receipt));
      StoredVersions stored = versions;
      if (stored != null) {
        check(() -> stored.compare(receipt));
      }
    }

    private void check(Check check) {
      try {
        check.run();
      } catch (Refused e) {
        found.add(e.problem());
      }
    }

    private ReceiptVerdict verdict() {
      Statement receipt = statement;
      return receipt == null
          ? new ReceiptVerdict(number, 0, "", "", found)
          : new ReceiptVerdict(
              number,
              receipt.integer("sequence"),
              receipt.text("stage"),
              receipt.text("requestId"),
              found);
    }
  }

  @FunctionalInterface
  private interface Check {
    void run() throws Refused;
  }

  private void requireIncluded(ReceiptLine line, Statement receipt) throws Refused {
    TreeHead head =
        history
            .head(line.treeHead())
            .orElseThrow(
                () ->
                    new Refused(
                        Flaw.INCLUSION,
                        "its tree head is not among the valid ones of " + LogHistory.FILE));
    if (head.size() != line.treeSize()
        || !Proof.includes(
            receipt.leafHash(), line.index(), head.size(), line.path(), head.root())) {
      throw new Refused(Flaw.INCLUSION, "it is not shown to be in the log of its tree head");
    }
  }

  private void requireModel(Statement receipt) throws Refused {
    if (!receipt.text("model").equals(model)) {
      throw new Refused(Flaw.MODEL, "it is of another model than the log");
    }
  }

  private static void requireSubjects(ReceiptLine line, Statement receipt) throws Refused {
    boolean several = receipt.bulk().path("index").asInt(0) > 0;
    boolean listed = several && receipt.text("stage").equals("APPLIED");
    if (listed
        ? !line.subjectRoot().equals(receipt.bulk().path("root").asText())
        : !line.subjects().isEmpty()) {
      throw new Refused(Flaw.SUBJECTS, "the listed subjects are not those that were signed");
    }
  }

  private static void requireOutOfScope(Statement receipt) throws Refused {
    if (receipt.array("outOfScope").isEmpty()) {
      throw new Refused(
          Flaw.OUT_OF_SCOPE,
          "it names nothing that is out of the service's reach; something always is");
    }
  }
}
