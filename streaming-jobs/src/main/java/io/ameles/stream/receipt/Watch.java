package io.ameles.stream.receipt;

import io.ameles.schema.ReceiptStage;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.seal.Holdings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks after pending requests at one barrier. NOT thread-safe. */
final class Watch {
  private final ReceiptWriter writer;
  private final Docket docket;
  private final Scribe scribe;
  private final Duration atRisk;
  private final Holdings holdings;
  private final Map<Long, Boolean> published = new HashMap<>();
  private final Map<Long, List<String>> outstanding = new HashMap<>();
  private long abandoned;

  /**
   * @param atRisk how long before its deadline a request counts as at risk
   * @param holdings asked at most once per epoch
   */
  Watch(ReceiptWriter writer, Docket docket, Scribe scribe, Duration atRisk, Holdings holdings) {
    this.writer = writer;
    this.docket = docket;
    this.scribe = scribe;
    this.atRisk = atRisk;
    this.holdings = holdings;
  }

  /** Says of every pending request what has become true of it. */
  void look() {
    for (Case pending : docket.cases()) {
      advance(pending);
    }
    for (Case pending : docket.cases()) {
      warn(pending);
    }
    for (Case pending : docket.cases()) {
      giveUp(pending);
    }
  }

  /** How many requests were given up: overdue, and never to be sealed. */
  long abandoned() {
    return abandoned;
  }

  private void advance(Case pending) {
    if (pending.isHeld() || pending.epoch() >= scribe.epoch()) {
      return;
    }
    Case now = pending;
    if (now.stage() == ReceiptStage.APPLIED && isPublished(now)) {
      now = now.at(ReceiptStage.PUBLISHED);
      docket.put(now);
      scribe.write(now, Step.to(ReceiptStage.PUBLISHED, outstanding(now)));
    }
    if (now.stage() == ReceiptStage.PUBLISHED && canBeSealed(now) && outstanding(now).isEmpty()) {
      scribe.write(now, Step.to(ReceiptStage.SEALED));
      docket.remove(now);
    }
  }

  /** A deadline that is over is no longer near: what was missed is not said any more. */
  private void warn(Case pending) {
    Countdown countdown = pending.countdown();
    Countdown.Warning due = countdown.due(scribe.now(), atRisk);
    if (due.compareTo(countdown.warned()) <= 0) {
      return;
    }
    boolean over = due == Countdown.Warning.OVERDUE;
    ReceiptStage stage = over ? ReceiptStage.OVERDUE : ReceiptStage.AT_RISK;
    Case warned = pending.running(countdown.warned(due));
    docket.put(warned);
    scribe.write(warned, Step.to(stage, outstanding(warned)));
  }

  /** Of what is published, overdue and never to be sealed, nothing is left to be said. */
  private void giveUp(Case pending) {
    boolean over = pending.countdown().warned() == Countdown.Warning.OVERDUE;
    if (over && pending.stage() == ReceiptStage.PUBLISHED && !canBeSealed(pending)) {
      docket.remove(pending);
      abandoned += pending.isWhole() ? 0 : 1;
    }
  }

  private boolean canBeSealed(Case pending) {
    return writer.unable(pending.request().scope()).isEmpty();
  }

  private boolean isPublished(Case pending) {
    return published.computeIfAbsent(pending.epoch(), holdings::published);
  }

  private List<String> outstanding(Case pending) {
    if (pending.isHeld()) {
      return List.of("Nothing is changed until somebody who may decide confirms the request.");
    }
    List<String> reasons = new ArrayList<>();
    if (pending.stage() == ReceiptStage.APPLIED) {
      reasons.add("The version without what was removed is not published yet.");
    }
    reasons.addAll(outstanding.computeIfAbsent(pending.epoch(), holdings::outstanding));
    for (String learner : writer.unable(pending.request().scope())) {
      reasons.add(
          "Learner %s cannot forget this scope; the request will never be sealed."
              .formatted(learner));
    }
    Deletion.Part part = pending.request().terms().bulk();
    if (pending.isWhole() && part != null) {
      long open = docket.openParts(Batch.Key.of(pending.request().terms(), part));
      if (open > 0) {
        reasons.add("%d of its parts are not sealed yet.".formatted(open));
      }
    }
    return reasons;
  }
}
