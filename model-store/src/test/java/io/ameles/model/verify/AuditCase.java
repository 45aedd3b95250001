package io.ameles.model.verify;

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
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  List<DeletionReceipt> receipts = List.of();

  /** The audit of a version that was made of exactly {@code live}, by the learner's own code. */
  AuditResult against(List<LabeledEvent> live) {
    return Audit.of(manifest(live), Fixtures.KEY, receipts).run(events, deletions);
  }

  void assertLive(LabeledEvent... live) {
    AuditResult result = against(List.of(live));
    assertThat(result.liveExamples()).isEqualTo(live.length);
    assertThat(result.equal()).isTrue();
    assertThat(result.complete()).isTrue();
  }

  Manifest manifest(List<LabeledEvent> live) {
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
        new Manifest.Accounting(
            events.records().size(), 0, 0, 0, 0, 0, deletions.records().size(), 0),
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
