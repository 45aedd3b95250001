package io.ameles.model.verify;

import static io.ameles.model.Fixtures.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.Fixtures;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two topics, the rules of their version, and what must be live. */
final class AuditCase {
  final InMemoryLog events = new InMemoryLog();
  final InMemoryLog deletions = new InMemoryLog();
  String ledger = "contributions";
  Quantization quantization = Quantization.DEFAULT;
  @Nullable Instant retentionCutoff;
  Manifest.@Nullable Encoder encoder;

  /** Null: every deletion was carried out. */
  @Nullable List<DeletionReceipt> receipts;

  ReceiptTargets targets = (key, pseudonym) -> Optional.of(pseudonym);

  /** The audit of a version that was made of exactly {@code live}, by the learner's own code. */
  AuditResult against(List<LabeledEvent> live) {
    return audit(manifest(live)).run(events, deletions);
  }

  Audit audit(Manifest manifest) {
    return Audit.of(manifest, Fixtures.KEY, targets, receipts == null ? carriedOut() : receipts);
  }

  private List<DeletionReceipt> carriedOut() {
    return deletions.records().stream()
        .map(log -> receipt(log.partition(), log.offset(), ReceiptStage.APPLIED))
        .toList();
  }

  /** A receipt of the version's own epoch, for the request that lies there. */
  static DeletionReceipt receipt(
      int partition, long offset, ReceiptStage stage, String... refusedTargets) {
    return DeletionReceipt.newBuilder()
        .setSequence(offset + 1)
        .setModel("m")
        .setStage(stage)
        .setTargetKey("k")
        .setRegulation("gdpr")
        .setClockStartedAt(time(20))
        .setDeadline(time(20))
        .setRecordedAt(time(20))
        .setSoftware("")
        .setStatement("")
        .setTreeSize(offset + 1)
        .setInclusionPath(List.of())
        .setTreeHead("")
        .setRequestId("r")
        .setScope(DeletionScope.SUBJECT)
        .setTarget("")
        .setPermanent(false)
        .setStatus(ReceiptStatus.COMPLETED)
        .setExamplesRemoved(0)
        .setEpoch(7)
        .setLearners(List.of())
        .setRefusals(
            Arrays.stream(refusedTargets).map(target -> new Refusal(target, "C", "m")).toList())
        .setOutOfScope(List.of("x"))
        .setRequestTopic("deletion-events")
        .setRequestPartition(partition)
        .setRequestOffset(offset)
        .setRequestedAt(time(20))
        .setAcceptedAt(time(20))
        .setAppliedAt(time(20))
        .build();
  }

  void assertLive(LabeledEvent... live) {
    AuditResult result = against(List.of(live));
    assertThat(result.liveExamples()).isEqualTo(live.length);
    assertThat(result.equal()).isTrue();
    assertThat(result.complete()).isTrue();
  }

  /** A right one: of examples to train on the state, of those to evaluate on the number. */
  Manifest manifest(List<LabeledEvent> events) {
    List<LabeledEvent> live = of(ExampleUse.TRAIN, events);
    Manifest plain = Fixtures.manifest(7);
    return new Manifest(
        plain.format(),
        plain.model(),
        plain.epoch(),
        plain.parent(),
        plain.createdAt(),
        plain.software(),
        new Manifest.Intake(
            Fixtures.DIMENSION,
            quantization.normalization() == Normalization.L2 ? "l2" : "none",
            quantization.stepExponent(),
            400,
            60_000,
            encoder),
        ledger,
        retentionCutoff == null ? null : retentionCutoff.toString(),
        plain.cleanSince(),
        plain.offsets(),
        live.size(),
        of(ExampleUse.EVALUATE, events).size(),
        new Manifest.Accounting(
            this.events.records().size(), 0, 0, 0, 0, 0, deletions.records().size(), 0),
        List.of(
            new Manifest.Learner(
                NearestMean.TYPE,
                NearestMean.TYPE,
                new TreeMap<>(),
                true,
                "nearest-mean.safetensors",
                "",
                digest(live),
                live.size(),
                new TreeMap<>())));
  }

  private static List<LabeledEvent> of(ExampleUse use, List<LabeledEvent> events) {
    return events.stream().filter(event -> event.getUse() == use).toList();
  }

  private String digest(List<LabeledEvent> live) {
    NearestMean learner =
        NearestMean.of(new EmbeddingSpace(Fixtures.DIMENSION, quantization.step()));
    List<Contribution> contributions = new ArrayList<>();
    for (LabeledEvent event : live) {
      try {
        contributions.add(
            Contribution.learned(
                event.getLabel(),
                event.getTask(),
                quantization.quantize(event.getFeatures(), Fixtures.DIMENSION)));
      } catch (MalformedEventException e) {
        throw new AssertionError(e.code().name().toLowerCase(Locale.ROOT), e);
      }
    }
    return StateDigest.of(NearestMean.TYPE, learner.open(TensorDevice.CPU).combine(contributions));
  }
}
