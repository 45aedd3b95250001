package io.ameles.stream.ledger;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Format of {@link LedgerReport}: the counts in order, the cutoff, then whether anything was
 * removed.
 */
public enum LedgerReportCodec implements Codec<LedgerReport> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<LedgerReport> type() {
    return LedgerReport.class;
  }

  @Override
  public void write(LedgerReport value, DataOutput out) throws IOException {
    Tally tally = value.tally();
    out.writeLong(tally.learned());
    out.writeLong(tally.duplicates());
    out.writeLong(tally.covered());
    out.writeLong(tally.conflicts());
    out.writeLong(tally.forgotten());
    out.writeLong(tally.forgottenEvaluation());
    out.writeLong(tally.live());
    out.writeLong(tally.evaluation());
    Long cutoff = value.retentionCutoff();
    out.writeBoolean(cutoff != null);
    if (cutoff != null) {
      out.writeLong(cutoff);
    }
    out.writeBoolean(value.removed());
  }

  @Override
  public LedgerReport read(int version, DataInput in) throws IOException {
    Tally tally =
        new Tally(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
    return new LedgerReport(tally, in.readBoolean() ? in.readLong() : null, in.readBoolean());
  }
}
