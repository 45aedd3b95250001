package io.ameles.stream.receipt;

import io.ameles.schema.CutOffset;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SubjectOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one receipt says beyond its case.
 *
 * @param stage the step
 * @param outstanding what keeps the request from being sealed
 * @param repeatOf an earlier receipt that says the same of the same request
 * @param subjects what was done to each of several
 * @param cut the offsets that the epoch reflects
 */
record Step(
    ReceiptStage stage,
    List<String> outstanding,
    @Nullable Long repeatOf,
    List<SubjectOutcome> subjects,
    List<CutOffset> cut) {

  static Step to(ReceiptStage stage) {
    return new Step(stage, List.of(), null, List.of(), List.of());
  }

  static Step to(ReceiptStage stage, List<String> outstanding) {
    return new Step(stage, outstanding, null, List.of(), List.of());
  }

  static Step again(ReceiptStage stage, long repeatOf) {
    return new Step(stage, List.of(), repeatOf, List.of(), List.of());
  }

  static Step applied(List<SubjectOutcome> subjects, List<CutOffset> cut) {
    return new Step(ReceiptStage.APPLIED, List.of(), null, subjects, cut);
  }
}
