package io.ameles.model.receipt;

import io.ameles.model.sign.Signer;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.SubjectOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signs receipts and appends them to a log, as the job does. */
public final class TestingLog {
  private final List<DeletionReceipt> receipts = new ArrayList<>();
  private ReceiptKeys keys;
  private MerkleFrontier log = MerkleFrontier.EMPTY;

  /** A log without receipts. */
  public TestingLog() {
    this(ReceiptKeys.create(new SecureRandom(), Receipts.TIME));
  }

  TestingLog(ReceiptKeys keys) {
    this.keys = keys;
  }

  private TestingLog(TestingLog other) {
    this(other.keys);
    receipts.addAll(other.receipts);
    log = other.log;
  }

  /** The same log; what is appended to one is not appended to the other. */
  public TestingLog copy() {
    return new TestingLog(this);
  }

  /** Two requests from the beginning to the end, in four epochs. */
  public static TestingLog sample() {
    TestingLog log = new TestingLog();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-1"), step(ReceiptStage.APPLIED, "r-1"));
    log.epoch(
        step(ReceiptStage.PUBLISHED, "r-1"), step(ReceiptStage.ACCEPTED, "r-2"), several("r-2", 3));
    log.epoch(step(ReceiptStage.SEALED, "r-1"));
    log.epoch(step(ReceiptStage.PUBLISHED, "r-2"), step(ReceiptStage.SEALED, "r-2"));
    return log;
  }

  /** One step of one request. */
  public static DeletionReceipt step(ReceiptStage stage, String requestId) {
    DeletionReceipt receipt = Receipts.plain(0, stage, requestId);
    boolean applied =
        List.of(ReceiptStage.APPLIED, ReceiptStage.PUBLISHED, ReceiptStage.SEALED).contains(stage);
    return applied
        ? DeletionReceipt.newBuilder(receipt)
            .setLearners(
                List.of(
                    new LearnerOutcome(
                        "nearest-mean", Guarantee.EXACT, 5L, "aa".repeat(32), "bb".repeat(32))))
            .setAppliedAt(Receipts.TIME)
            .build()
        : DeletionReceipt.newBuilder(receipt).setStatus(ReceiptStatus.PENDING).build();
  }

  /** What was applied of a request for several subjects. */
  public static DeletionReceipt several(String requestId, int count) {
    List<SubjectOutcome> subjects = new ArrayList<>();
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String target = "%032x".formatted(i);
      subjects.add(new SubjectOutcome(target, (long) i));
      leaves.add("[\"%s\",%d]".formatted(target, i).getBytes(StandardCharsets.UTF_8));
    }
    String root = HexFormat.of().formatHex(NaiveLog.mth(leaves));
    return DeletionReceipt.newBuilder(step(ReceiptStage.APPLIED, requestId))
        .setBulk(new BulkReport("", 1, 1, 1, (long) count, root))
        .setSubjects(subjects)
        .build();
  }

  /** Appends receipts in one epoch; numbers them unless told otherwise by {@code change}. */
  public void epoch(UnaryOperator<DeletionReceipt> change, DeletionReceipt... steps) {
    List<DeletionReceipt> signed = new ArrayList<>();
    Signer signer = keys.signer();
    for (DeletionReceipt step : steps) {
      DeletionReceipt receipt =
          change.apply(
              DeletionReceipt.newBuilder(step)
                  .setSequence(receipts.size() + signed.size() + 1)
                  .build());
      receipt.put("statement", signer.sign(ReceiptStatement.TYPE, ReceiptStatement.of(receipt)));
      signed.add(receipt);
    }
    MerkleFrontier.Growth growth = log.grow(signed.stream().map(ReceiptStatement::of).toList());
    log = growth.after();
    Instant now = Receipts.TIME.plusSeconds(log.size());
    String rootHash = HexFormat.of().formatHex(log.rootHash());
    String head =
        signer.sign(TreeHead.TYPE, new TreeHead("m", log.size(), rootHash, now).payload());
    for (int i = 0; i < signed.size(); i++) {
      DeletionReceipt receipt = signed.get(i);
      receipt.put("treeSize", log.size());
      receipt.put("treeHead", head);
      receipt.put(
          "inclusionPath", growth.inclusionPaths().get(i).stream().map(ByteBuffer::wrap).toList());
    }
    receipts.addAll(signed);
  }

  /** Appends receipts in one epoch. */
  public void epoch(DeletionReceipt... steps) {
    epoch(UnaryOperator.identity(), steps);
  }

  /** Goes on with new keys. */
  public void rotate() {
    keys = keys.rotate(new SecureRandom(), Receipts.TIME.plusSeconds(receipts.size()));
  }

  /** All receipts, in order. */
  public List<DeletionReceipt> receipts() {
    return List.copyOf(receipts);
  }

  /** The public keys, as a JSON Web Key set. */
  public String publicKeys() {
    return keys.publicKeys();
  }

  /** What signs the next receipt. */
  public Signer signer() {
    return keys.signer();
  }
}
